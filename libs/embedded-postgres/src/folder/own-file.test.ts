import crypto from 'node:crypto';
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { temporaryFolder } from '../testing/temporary-folder';
import { giveFolder, readOwn, writeDraft } from './own-file';

const folder = temporaryFolder();
const self = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
const someone = self.uid === 0 ? { uid: 1_234, gid: 1_235 } : self;

it('writes under another name each time, for one user alone', () => {
  const drafts = [1, 2].map(() => writeDraft(join(folder, 'password'), 'secret', someone));
  expect(new Set(drafts).size).toBe(2);
  for (const draft of drafts) {
    expect(basename(draft)).toMatch(/^password-draft-[0-9a-f]{16}$/);
    expect(readFileSync(draft, 'utf8')).toBe('secret');
    expect(statSync(draft)).toMatchObject({ ...someone, mode: 0o100600 });
  }
});

it('writes nothing where a link is, should its name be guessed', () => {
  const target = join(folder, 'not mine');
  writeFileSync(target, 'as before');
  symlinkSync(target, join(folder, `server-draft-${'00'.repeat(8)}`));
  const guessed = jest.spyOn(crypto, 'randomBytes').mockImplementation(() => Buffer.alloc(8));
  expect(() => writeDraft(join(folder, 'server'), 'x', someone)).toThrow('EEXIST');
  guessed.mockRestore();
  expect(readFileSync(target, 'utf8')).toBe('as before');
});

it('reads a file, and none that a link leads to', () => {
  const [file, link] = [join(folder, 'file'), join(folder, 'link')];
  writeFileSync(file, 'mine');
  symlinkSync(file, link);
  expect(readOwn(file)).toBe('mine');
  expect(() => readOwn(link)).toThrow('ELOOP');
});

it('gives a folder away, and none that a link leads to', () => {
  const [target, link] = [join(folder, 'target'), join(folder, 'link to it')];
  mkdirSync(target);
  symlinkSync(target, link);
  expect(() => giveFolder(link, someone)).toThrow('ENOTDIR');
  expect(statSync(target)).toMatchObject(self);
  giveFolder(target, someone);
  expect(statSync(target)).toMatchObject(someone);
});
