import { z } from 'zod';
import { ConfigError } from './config-error';

/** Environment variables and what they must look like. */
export type ConfigShape = z.ZodRawShape;

/** The typed configuration of a shape. */
export type ConfigOf<Shape extends ConfigShape> = Readonly<z.output<z.ZodObject<Shape>>>;

/**
 * Reads a configuration from environment variables. An empty or blank variable counts as unset; variables outside the
 * shape are ignored.
 *
 * @throws ConfigError that names every variable that is wrong, and its value.
 */
export function loadConfig<Shape extends ConfigShape>(
  shape: Shape,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ConfigOf<Shape> {
  const set = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== '');
  const values = Object.fromEntries(set);
  const result = z.object(shape).safeParse(values);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => describe(issue, values));
  throw new ConfigError(`bad configuration:\n  ${lines.join('\n  ')}`);
}

function describe(issue: z.core.$ZodIssue, values: Record<string, string | undefined>): string {
  const name = String(issue.path[0]);
  const value = values[name];
  if (value === undefined) return `${name} is not set; it needs a value`;
  return `${name} ${issue.message}, got ${JSON.stringify(withoutPassword(value))}`;
}

/** A URL's user and password are nobody's business, even where a bad one of them makes it no URL. */
function withoutPassword(value: string): string {
  return value.replace(/:\/\/.*@/s, '://***@');
}
