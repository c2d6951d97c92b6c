import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { readDocument } from './read-document';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policy-'));
});
afterAll(() => rm(folder, { recursive: true }));

const policy = { drained: ['greeter-2'] };
const input = (...chunks: string[]) => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

it('reads a file', async () => {
  const file = join(folder, 'greeter.json');
  await writeFile(file, JSON.stringify(policy));
  await expect(readDocument({ file, value: undefined })).resolves.toEqual(policy);
});

it('reads the standard input, in however many pieces', async () => {
  const pieces = input('{"drained":', '["greeter-2"]}');
  await expect(readDocument({ file: '-', value: undefined }, pieces)).resolves.toEqual(policy);
});

it('takes the document itself', async () => {
  const value = JSON.stringify(policy);
  await expect(readDocument({ file: undefined, value })).resolves.toEqual(policy);
});

it.each([
  ['nothing', undefined, '', 'standard input is no policy: the document must be JSON'],
  ['too much', undefined, ' '.repeat(65_537), 'cannot read standard input: it has more than 65536 bytes'],
  ['two documents', '{}', '{}', 'the document is given twice: by --value and by file'],
])('refuses %s', async (_what, value, text, message) => {
  await expect(readDocument({ file: '-', value }, input(text))).rejects.toThrow(message);
});

it('says which file it cannot read', async () => {
  const file = join(folder, 'missing.json');
  await expect(readDocument({ file, value: undefined })).rejects.toThrow(`cannot read ${file}: ENOENT`);
});
