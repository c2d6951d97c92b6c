// Packs every library that is not private into dist/packages/, as a registry would serve it: what was built, README, licence.
// What only this workspace uses is left out of package.json: its scripts, its tools, and the condition that leads to sources.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const destination = join(root, 'dist', 'packages');
const staging = mkdtempSync(join(tmpdir(), 'flotilla-pack-'));

function manifestOf(library) {
  return JSON.parse(readFileSync(join(root, 'libs', library, 'package.json'), 'utf8'));
}

function publicManifest({ exports, ...manifest }) {
  for (const key of ['scripts', 'devDependencies', 'nx']) delete manifest[key];
  const { '@flotilla/source': _source, ...conditions } = exports['.'];
  return { ...manifest, exports: { '.': conditions } };
}

function stage(library) {
  const from = join(root, 'libs', library);
  const to = join(staging, library);
  mkdirSync(to);
  for (const part of ['dist', 'README.md']) cpSync(join(from, part), join(to, part), { recursive: true });
  cpSync(join(root, 'LICENSE'), join(to, 'LICENSE'));
  writeFileSync(
    join(to, 'package.json'),
    `${JSON.stringify(publicManifest(manifestOf(library)), null, 2)}\n`,
  );
  return to;
}

try {
  rmSync(destination, { recursive: true, force: true });
  mkdirSync(destination, { recursive: true });
  const libraries = readdirSync(join(root, 'libs')).filter((library) => !manifestOf(library).private);
  const folders = libraries.map(stage);
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', destination, ...folders], {
    cwd: staging,
  });
  for (const { filename, size, unpackedSize } of JSON.parse(packed)) {
    console.log(
      `dist/packages/${filename}  ${(size / 1_024).toFixed(0)} KiB, unpacked ${(unpackedSize / 1_024).toFixed(0)} KiB`,
    );
  }
} finally {
  rmSync(staging, { recursive: true, force: true });
}
