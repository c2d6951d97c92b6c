// What the test runs of a folder came to: `.test-results/NAME.json`, by file, where tools/sum-tests.mjs finds those of every package.
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const pathOf = (folder, name) => join(folder, '.test-results', `${name}.json`);

/** Whether only what failed in the first run is run: `AGAIN=1`, and there was one. */
function isSecondRun(folder, name) {
  return process.env.AGAIN === '1' && existsSync(pathOf(folder, name));
}

/**
 * Keeps what a run came to: `{ passed, failed, skipped, why, failures }` by test file. What is run a second time replaces what it came to
 * first, and remembers how it failed then.
 */
function keepResults(folder, name, results) {
  const path = pathOf(folder, name);
  const first = isSecondRun(folder, name) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  const kept = { ...first };
  for (const [file, result] of Object.entries(results))
    kept[file] = { ...result, failedBefore: first[file]?.failures };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(kept));
}

module.exports = { isSecondRun, keepResults };
