import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { packageFiles, packagesFolder } from './packed-libraries';
import { run } from './run';
import { temporaryFolder } from './temporary-folder';

const folder = temporaryFolder();

/** What publint and "are the types wrong?" have to say, by tarball. */
async function lint(tarballs: string): Promise<Record<string, string[]>> {
  const script = join(__dirname, 'lint-packages.mjs');
  const { code, output } = await run(process.execPath, [script, tarballs], {
    cwd: folder,
    timeoutMs: 120_000,
  });
  expect({ code, output }).toEqual({ code: 0, output: expect.any(String) });
  return JSON.parse(output) as Record<string, string[]>;
}

describe('the tarballs', () => {
  it('are what publint and attw have nothing to say about', async () => {
    expect(await lint(packagesFolder)).toEqual(Object.fromEntries(packageFiles.map((file) => [file, []])));
  }, 120_000);

  it('would be reported if their types were missing', async () => {
    const broken = join(folder, 'broken');
    mkdirSync(broken);
    const exports = { '.': { types: './index.d.ts', default: './index.js' } };
    writeFileSync(
      join(broken, 'package.json'),
      JSON.stringify({ name: 'broken', version: '1.0.0', exports }),
    );
    writeFileSync(join(broken, 'index.js'), 'exports.answer = 42;\n');
    await run('npm', ['pack', './broken', '--pack-destination', broken], { cwd: folder, timeoutMs: 60_000 });
    const { 'broken-1.0.0.tgz': problems = [] } = await lint(broken);
    expect(problems).toContainEqual(expect.stringMatching(/^publint: .*index\.d\.ts.*does not exist/));
    expect(problems).toContainEqual(expect.stringMatching(/^attw: /));
  }, 120_000);
});

/** The packages that a built file imports. */
function importsOf(text: string): string[] {
  const found = text.matchAll(/(?:\brequire\(|\bfrom |\bimport\()["']((?:@[^/"']+\/)?[^."'/][^"'/]*)/g);
  return [...found].map(([, name = '']) => name).filter((name) => !isBuiltin(name));
}

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}

describe.each(packageFiles)('%s', (file) => {
  const unpacked = join(folder, file.replace(/\.tgz$/, ''));
  const read = (path: string) => readFileSync(join(unpacked, 'package', path), 'utf8');
  let paths: string[];

  beforeAll(async () => {
    mkdirSync(unpacked);
    const args = ['-xvzf', join(packagesFolder, file)];
    const { output } = await run('tar', args, { cwd: unpacked, timeoutMs: 30_000 });
    paths = output
      .trim()
      .split('\n')
      .map((path) => path.replace(/^(x )?package\//, ''));
  });

  it('holds what was built, a README and the licence, and nothing else', () => {
    const others = paths.filter(
      (path) => !/^dist\/(?!testing\/|.*(\.test\.|\/testing\/)).*\.(js|js\.map|d\.ts)$/.test(path),
    );
    expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
  });

  it('tells nothing of the workspace', () => {
    expect(read('package.json')).not.toMatch(/@flotilla\/source|"scripts"|"devDependencies"|"nx"|"private"/);
    expect(read('README.md')).not.toMatch(/\]\(\.\./);
  });

  it('declares every package that its code or its types import', () => {
    const imported = new Set(
      paths.filter((path) => /\.(js|ts)$/.test(path)).flatMap((path) => importsOf(read(path))),
    );
    const { dependencies, peerDependencies } = JSON.parse(read('package.json')) as Manifest;
    const declared = Object.keys({ ...dependencies, ...peerDependencies });
    expect([...imported].filter((name) => !declared.includes(name))).toEqual([]);
    expect(Object.keys(dependencies ?? {}).filter((name) => !imported.has(name))).toEqual([]);
  });

  it('has its sources in its source maps, since it has no others', () => {
    const map = JSON.parse(read('dist/index.js.map')) as { sourcesContent?: string[] };
    expect(map.sourcesContent?.[0]).toContain('export {');
  });
});
