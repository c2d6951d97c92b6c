const { relative } = require('node:path');
const { stripVTControlCharacters } = require('node:util');
const { keepResults } = require('./test-results');

/** Keeps what each test file came to. */
class CountReporter {
  constructor({ rootDir }) {
    this.folder = rootDir;
  }

  onRunComplete(_contexts, { testResults }) {
    const counts = testResults.map((file) => [relative(this.folder, file.testFilePath), countsOf(file)]);
    keepResults(this.folder, Object.fromEntries(counts));
  }
}

function countsOf(file) {
  const { numPassingTests: passed, numFailingTests, numPendingTests: skipped, testExecError } = file;
  const failed = Math.max(numFailingTests, testExecError ? 1 : 0);
  return { passed, failed, skipped, why: skippedBy(file), failures: failuresOf(file) };
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

function skippedBy({ testResults }) {
  const pending = testResults.filter(({ status }) => status === 'pending');
  return [...new Set(pending.map(({ ancestorTitles, title }) => ancestorTitles[0] ?? title))];
}

module.exports = CountReporter;
