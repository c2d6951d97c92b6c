const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** Writes a run's counts to `.test-results/`, where tools/sum-tests.mjs finds those of every package. */
class CountReporter {
  constructor({ rootDir }) {
    this.folder = join(rootDir, '.test-results');
  }

  onRunComplete(_contexts, results) {
    const { numPassedTests: passed, numFailedTests, numFailedTestSuites, numPendingTests: skipped } = results;
    const failed = Math.max(numFailedTests, numFailedTestSuites);
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, 'counts.json'), JSON.stringify({ passed, failed, skipped }));
  }
}

module.exports = CountReporter;
