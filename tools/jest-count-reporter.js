const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** Writes a run's counts to `.test-results/`, under the name `$COUNTS` if a folder has several runs, where tools/sum-tests.mjs finds those of every package. */
class CountReporter {
  constructor({ rootDir }) {
    this.folder = join(rootDir, '.test-results');
  }

  onRunComplete(_contexts, results) {
    const { numPassedTests: passed, numFailedTests, numFailedTestSuites, numPendingTests: skipped } = results;
    const failed = Math.max(numFailedTests, numFailedTestSuites);
    const why = [
      ...new Set(skippedTests(results).map(({ ancestorTitles, title }) => ancestorTitles[0] ?? title)),
    ];
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(
      join(this.folder, `${process.env.COUNTS ?? 'counts'}.json`),
      JSON.stringify({ passed, failed, skipped, why }),
    );
  }
}

function skippedTests(results) {
  return results.testResults.flatMap((file) => file.testResults).filter(({ status }) => status === 'pending');
}

module.exports = CountReporter;
