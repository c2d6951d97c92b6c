import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

const sources = join(__dirname, '..');

/** Lets a plain Node process load TypeScript. */
const typescript = `
  const options = { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } };
  require.extensions['.ts'] = (module, file) =>
    module._compile(require('@swc/core').transformFileSync(file, options).code, file);
`;

/** A process of its own that runs a script, which may require the sources of this package. */
export function runSources(script: string): ChildProcessByStdio<Writable, Readable, null> {
  const args = ['-e', `{${typescript}} ${script}`];
  return spawn(process.execPath, args, { cwd: sources, stdio: ['pipe', 'pipe', 'inherit'] });
}
