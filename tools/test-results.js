// What the test runs of a folder came to: `.test-results/NAME.json`, by file, where tools/sum-tests.mjs finds those of every package.
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/** A folder that has several runs names them. */
const runName = process.env.COUNTS ?? 'counts';

const pathOf = (folder, name) => join(folder, '.test-results', `${name}.json`);

/** With `AGAIN=1`: what the run before came to, if there was one. */
function resultsBefore(folder, name) {
  const path = pathOf(folder, name);
  return process.env.AGAIN === '1' && existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** The test files to run with `AGAIN=1`: those in which something failed before. Undefined: all. */
function filesAgain(folder, name = runName) {
  const before = resultsBefore(folder, name);
  return before && Object.keys(before).filter((file) => before[file].failed > 0);
}

/**
 * Keeps what a run came to: `{ passed, failed, skipped, why, failures }` by test file. What is run again replaces what it came to
 * first, and remembers how it failed then.
 */
function keepResults(folder, results, name = runName) {
  const before = resultsBefore(folder, name);
  const kept = { ...before };
  for (const [file, result] of Object.entries(results))
    kept[file] = { ...result, failedBefore: before?.[file]?.failures };
  const path = pathOf(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(kept));
}

module.exports = { filesAgain, keepResults };
