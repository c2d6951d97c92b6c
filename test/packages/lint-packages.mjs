// What publint and "are the types wrong?" say of each tarball, as JSON: { [file]: problem[] }. A process of its own, since both
// are ES modules, which Jest does not load.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const [folder] = process.argv.slice(2);

async function publintProblems(data) {
  const { messages, pkg } = await publint({
    pack: { tarball: data.buffer },
    level: 'suggestion',
    strict: true,
  });
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`);
}

async function typeProblems(data) {
  const { types, problems } = await checkPackage(createPackageFromTarballData(data));
  if (!types) return ['attw: there are no types'];
  return problems.map((problem) => `attw: ${JSON.stringify(problem)}`);
}

const report = {};
for (const file of readdirSync(folder).filter((name) => name.endsWith('.tgz'))) {
  const data = new Uint8Array(readFileSync(join(folder, file)));
  report[file] = [...(await publintProblems(data)), ...(await typeProblems(data))];
}
console.log(JSON.stringify(report));
