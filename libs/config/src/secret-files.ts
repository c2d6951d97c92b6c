import { readFileSync, statSync } from 'node:fs';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Settings {
  /** What is set, directly or by a file, without the blank. */
  readonly values: Readonly<Record<string, string>>;
  /** The paths of those that files hold. */
  readonly paths: ReadonlyMap<string, string>;
  /** What is wrong with the files, a line for each variable. */
  readonly problems: readonly string[];
}

/** More than any secret or certificate has. */
const maxFileBytes = 64 * 1024;

/** The values of variables: of `X` itself, or what the file holds that `X_FILE` names, trimmed. */
export function readSettings(names: readonly string[], environment: Environment): Settings {
  const values: Record<string, string> = {};
  const paths = new Map<string, string>();
  const problems: string[] = [];
  for (const name of names) {
    const value = present(environment[name]);
    const path = names.includes(`${name}_FILE`) ? undefined : present(environment[`${name}_FILE`]);
    if (value !== undefined) values[name] = value;
    if (path === undefined) continue;
    paths.set(name, path);
    try {
      if (value !== undefined) throw new RangeError(`${name} is set as well: unset one of the two`);
      values[name] = readSecret(path);
    } catch (error) {
      problems.push(`${name}_FILE is ${JSON.stringify(path)}, but ${(error as Error).message}`);
    }
  }
  return { values, paths, problems };
}

function present(value: string | undefined): string | undefined {
  return value?.trim() ? value : undefined;
}

function readSecret(path: string): string {
  const content = readSmallFile(path).trim();
  if (content === '') throw new RangeError('that file is empty');
  return content;
}

function readSmallFile(path: string): string {
  try {
    const stats = statSync(path);
    if (stats.isFile() && stats.size <= maxFileBytes) return readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new RangeError(`that file cannot be read: ${code}`, { cause: error });
  }
  throw new RangeError(`that is no file of ${maxFileBytes} bytes at most`);
}
