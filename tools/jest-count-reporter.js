const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { stripVTControlCharacters } = require('node:util');

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
      JSON.stringify({ passed, failed, skipped, why, failures: results.testResults.flatMap(failuresOf) }),
    );
  }
}

/** A line for each failed test of a file, and for a file that could not run. */
function failuresOf({ testFilePath, testExecError, testResults }) {
  const failed = testResults.filter(({ status }) => status === 'failed');
  const lines = failed.map(
    ({ fullName, failureMessages }) => `${fullName}: ${inOneLine(failureMessages[0])}`,
  );
  return testExecError ? [`${testFilePath}: ${inOneLine(testExecError.message)}`, ...lines] : lines;
}

const longestLine = 400;

function inOneLine(message = '') {
  const [said] = stripVTControlCharacters(message).split(/\n\s+at /, 1);
  return said.replace(/\s+/g, ' ').slice(0, longestLine);
}

function skippedTests(results) {
  return results.testResults.flatMap((file) => file.testResults).filter(({ status }) => status === 'pending');
}

module.exports = CountReporter;
