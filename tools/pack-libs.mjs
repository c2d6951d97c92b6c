// Packs every library that is not private into dist/packages/, as a registry would serve it: what was built, README, licence.
// What only this workspace can use is left out: scripts, tools, and the condition that leads to sources.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const destination = join(root, 'dist', 'packages');
const staging = mkdtempSync(join(tmpdir(), 'flotilla-pack-'));

function manifestOf(library) {
  return JSON.parse(readFileSync(join(root, 'libs', library, 'package.json'), 'utf8'));
}

function publicManifest(manifest) {
  const { '.': main } = manifest.exports;
  delete main['@flotilla/source'];
  for (const key of ['scripts', 'devDependencies', 'nx']) delete manifest[key];
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Links out of the package lead nowhere once it is installed. */
function publicReadme(text) {
  return text.replaceAll(/\[([^\]]+)\]\(\.\.[^)]*\)/g, '$1 (of the repository)');
}

/** tsc leaves what it wrote for sources that are gone since. */
function hasSource(library, path) {
  const source = relative(join(library, 'dist'), path).replace(/(\.d\.ts|\.js|\.js\.map)$/, '.ts');
  return existsSync(join(library, 'src', source));
}

function stage(name) {
  const [from, to] = [join(root, 'libs', name), join(staging, name)];
  if (!existsSync(join(from, 'dist', 'index.js')))
    throw new Error(`libs/${name} is not built: npm run build`);
  cpSync(join(from, 'dist'), join(to, 'dist'), { recursive: true, filter: (path) => hasSource(from, path) });
  cpSync(join(root, 'LICENSE'), join(to, 'LICENSE'));
  writeFileSync(join(to, 'README.md'), publicReadme(readFileSync(join(from, 'README.md'), 'utf8')));
  writeFileSync(join(to, 'package.json'), publicManifest(manifestOf(name)));
  return to;
}

try {
  const names = readdirSync(join(root, 'libs')).filter((name) => !manifestOf(name).private);
  const folders = names.map(stage);
  rmSync(destination, { recursive: true, force: true });
  mkdirSync(destination, { recursive: true });
  const arguments_ = ['pack', '--json', '--pack-destination', destination, ...folders];
  const packed = JSON.parse(
    execFileSync('npm', arguments_, { cwd: staging, stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  for (const { filename, unpackedSize } of packed) {
    console.log(`dist/packages/${filename}, unpacked ${Math.round(unpackedSize / 1_024)} KiB`);
  }
} finally {
  rmSync(staging, { recursive: true, force: true });
}
