import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What a reader's shell has; nothing of npm's, jest's or the fleet's that the test itself was started with. */
const kept = ['PATH', 'HOME', 'USER', 'LANG', 'TMPDIR', 'TZ', 'SHELL'] as const;

/** Programs that a reader installs, and the variables that say where this machine has them. */
const installed = { consul: 'CONSUL_BIN', etcd: 'ETCD_BIN' } as const;

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
  const programs = Object.entries(installed).flatMap(([name, variable]) =>
    env[variable] ? [[name, env[variable]]] : [],
  );
  mkdirSync(folder, { recursive: true });
  for (const [name = '', program = ''] of programs) symlinkSync(program, join(folder, name));
  writeFileSync(join(folder, 'npx'), quickNpx, { mode: 0o755 });
  const own = kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]));
  const environment = Object.fromEntries(own) as Record<string, string>;
  return { ...environment, PATH: [folder, environment['PATH']].join(delimiter) };
}
