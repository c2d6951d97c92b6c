import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** What a reader's shell has; nothing of npm's, jest's or the fleet's that the test itself was started with. */
const kept = ['PATH', 'HOME', 'USER', 'LANG', 'TMPDIR', 'TZ', 'SHELL'] as const;

/** Programs that a reader installs, and the variables that say where this machine has them, or one of the same package. */
const installed = [
  { name: 'consul', variable: 'CONSUL_BIN' },
  { name: 'etcd', variable: 'ETCD_BIN' },
  { name: 'etcdctl', variable: 'ETCD_BIN' },
  { name: 'prometheus', variable: 'PROMETHEUS_BIN' },
] as const;

/** npx spends a second on finding what is installed in the folder: this one finds it at once, and runs the same. */
const quickNpx = `#!/bin/sh
program=$1
shift
exec "$PWD/node_modules/.bin/$program" "$@"
`;

/**
 * The environment of a reader's terminals.
 *
 * @param folder for links to the programs that the reader would have installed.
 */
export function readersEnvironment(folder: string): Record<string, string> {
  const { env } = process;
  mkdirSync(folder, { recursive: true });
  for (const { name, variable } of installed) {
    const program = env[variable];
    if (program) symlinkSync(join(dirname(program), name), join(folder, name));
  }
  writeFileSync(join(folder, 'npx'), quickNpx, { mode: 0o755 });
  const own = kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]));
  const environment = Object.fromEntries(own) as Record<string, string>;
  return { ...environment, PATH: [folder, environment['PATH']].join(delimiter) };
}
