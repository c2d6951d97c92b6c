// Adds up the counts that each package's last test runs left behind; says what was skipped or failed, and why; ends with one line.
// The argument is the number of other steps that failed: each counts as one failure.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const packages = ['apps', 'libs'].flatMap((group) => readdirSync(group).map((name) => join(group, name)));
const folders = [...packages, 'grafana', 'test']
  .map((folder) => join(folder, '.test-results'))
  .filter(existsSync);
const runs = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
const files = runs.flatMap((run) => Object.values(JSON.parse(readFileSync(run, 'utf8'))));

const all = (key) => files.flatMap((file) => file[key] ?? []);
const sum = { passed: 0, failed: Number(process.argv[2] ?? 0), skipped: 0 };
for (const file of files) for (const key of Object.keys(sum)) sum[key] += file[key];
for (const title of new Set(all('why'))) console.log(`skipped: ${title}`);
for (const failure of all('failedBefore')) console.log(`failed, and was run again: ${failure}`);
for (const failure of all('failures')) console.log(`failed: ${failure}`);
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exit(sum.failed > 0 || sum.passed === 0 ? 1 : 0);
