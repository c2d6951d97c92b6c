import { z } from 'zod';
import { ConfigError } from './config-error';
import { readSettings } from './secret-files';
import type { Settings } from './secret-files';

/** Environment variables and what they must look like. */
export type ConfigShape = z.ZodRawShape;

/** The typed configuration of a shape. */
export type ConfigOf<Shape extends ConfigShape> = Readonly<z.output<z.ZodObject<Shape>>>;

/**
 * Reads a configuration from environment variables. An empty or blank variable counts as unset; variables outside the
 * shape are ignored. A variable `X` may be given as `X_FILE`, the path of a file that holds it, as secrets are.
 *
 * @throws ConfigError that names every variable that is wrong, and its value; of one from a file only the path.
 */
export function loadConfig<Shape extends ConfigShape>(
  shape: Shape,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ConfigOf<Shape> {
  const settings = readSettings(Object.keys(shape), environment);
  const result = z.object(shape).safeParse(settings.values);
  if (result.success && settings.problems.length === 0) return result.data;
  const lines = [...settings.problems, ...describeAll(result.error?.issues ?? [], settings)];
  throw new ConfigError(`bad configuration:\n  ${lines.join('\n  ')}`);
}

/** One line for each, but for those whose file said why already. */
function describeAll(issues: readonly z.core.$ZodIssue[], { values, paths }: Settings): string[] {
  return issues
    .map((issue) => ({ name: String(issue.path[0]), message: issue.message }))
    .filter(({ name }) => name in values || !paths.has(name))
    .map(({ name, message }) => describe(name, message, values[name], paths.get(name)));
}

function describe(
  name: string,
  message: string,
  value: string | undefined,
  path: string | undefined,
): string {
  if (value === undefined) return `${name} is not set; it needs a value`;
  if (path !== undefined) return `${name} ${message}; what ${path} holds is not shown`;
  return `${name} ${message}, got ${JSON.stringify(withoutPassword(value))}`;
}

/** A URL's user and password are nobody's business, even where a bad one of them makes it no URL. */
function withoutPassword(value: string): string {
  return value.replace(/:\/\/.*@/s, '://***@');
}
