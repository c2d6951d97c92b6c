import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');
const setpriv = '/usr/bin/setpriv';

interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** The program that runs first in the fleet, with folders of its own in place of what its container mounts. */
export class SecretsProgram {
  readonly #registry: string;
  readonly #folder: string;

  private constructor(registry: string, folder: string) {
    this.#registry = registry;
    this.#folder = folder;
  }

  static async create(registry: string): Promise<SecretsProgram> {
    const program = new SecretsProgram(registry, await mkdtemp(join(tmpdir(), 'flotilla-secrets-')));
    for (const part of ['consul/policies', 'etcd'])
      await cp(join(root, 'compose', part), join(program.settings, part), { recursive: true });
    await cp(join(root, 'prometheus'), join(program.settings, 'prometheus'), { recursive: true });
    return program;
  }

  /** The folder with what each program is told: a copy, that may be changed. */
  get settings(): string {
    return join(this.#folder, 'settings');
  }

  /** Where a secret is. */
  path(name = ''): string {
    return join(this.#folder, 'secrets', name);
  }

  read(name: string): Promise<string> {
    return readFile(this.path(name), 'utf8');
  }

  /** When each of the secrets was written. */
  async written(): Promise<Record<string, number>> {
    const entries = await readdir(this.path(), { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((each) => each.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
    return Object.fromEntries(
      paths.map((path) => [path.slice(this.path().length + 1), statSync(path).mtimeMs]),
    );
  }

  /** Makes what is missing. @throws Error with what it says when it fails */
  async make(address: string): Promise<void> {
    const { code, output } = await this.run(['make', '--address', address]);
    if (code !== 0) throw new Error(output);
  }

  run(args: readonly string[]): Promise<Outcome> {
    const folders = ['--settings', this.settings, '--secrets', this.path()];
    const main = join(root, 'compose', 'secrets', 'main.mjs');
    const [program, ...rest] = confined([process.execPath, main, ...args, ...folders]);
    const env = { ...process.env, REGISTRY: this.#registry };
    return new Promise((resolve) => {
      execFile(program, rest, { env, timeout: 15_000 }, (error, stdout, stderr) =>
        resolve({ code: error ? 1 : 0, output: stdout + stderr }),
      );
    });
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Root has no capabilities in the container, and shall have none here: with them it may write what nobody may. */
function confined(command: [string, ...string[]]): [string, ...string[]] {
  if (process.getuid?.() !== 0 || !existsSync(setpriv)) return command;
  return [setpriv, '--inh-caps=-all', '--bounding-set=-all', ...command];
}
