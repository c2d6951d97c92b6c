import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertExcerpt } from './assert-excerpt';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flotilla-excerpt-'));
  writeFileSync(join(folder, 'a.ts'), 'function a() {\n  one();\n  two();\n  three();\n}\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ['lines in their order', 'one();\ntwo();'],
  ['all of it', 'function a() {\n  one();\n  two();\n  three();\n}'],
  ['lines that are left out', 'function a() {\n  …\n  three();'],
  ['lines that a comment leaves out', 'function a() {\n  // …\n  three();\n}'],
  ['lines left out at both ends', '…\ntwo();\n…'],
])('takes %s', (_what, text) => {
  expect(() => assertExcerpt({ path: 'a.ts', text }, folder)).not.toThrow();
});

it.each([
  ['a line that differs', 'one();\n2();'],
  ['lines that are left out, and do not say so', 'one();\nthree();'],
  ['another order', 'three();\n…\none();'],
  ['a part of a line', 'wo();'],
])('does not take %s', (_what, text) => {
  expect(() => assertExcerpt({ path: 'a.ts', text }, folder)).toThrow('a.ts has no such lines, there:');
});
