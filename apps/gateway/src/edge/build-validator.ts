import AjvCompiler from '@fastify/ajv-compiler';
import type { BuildCompilerFromPool } from '@fastify/ajv-compiler';

interface Validate {
  (data: unknown): unknown;
  errors?: unknown;
}

/** What Fastify calls; the types of the compiler describe only half of it. */
type Compile = (route: { readonly schema: unknown; readonly httpPart: string }) => Validate;

const build = AjvCompiler();

/** Strict validators for everything; that of a query reads integers first, because a query holds only text. */
export const buildValidator: BuildCompilerFromPool = (externalSchemas, options) => {
  const compile = build(externalSchemas, options) as unknown as Compile;
  const compilePart: Compile = (route) =>
    route.httpPart === 'querystring' ? readingIntegers(route.schema, compile(route)) : compile(route);
  return compilePart as unknown as ReturnType<BuildCompilerFromPool>;
};

function readingIntegers(schema: unknown, validate: Validate): Validate {
  const names = integersOf(schema);
  const reading: Validate = (query) => {
    for (const name of names) readInteger(query as Record<string, unknown>, name);
    const isValid = validate(query);
    reading.errors = validate.errors;
    return isValid;
  };
  return reading;
}

function integersOf(schema: unknown): string[] {
  const { properties = {} } = schema as { properties?: Record<string, { type?: unknown }> };
  return Object.keys(properties).filter((name) => properties[name]?.type === 'integer');
}

/** Decimal digits only. Ajv's own coercion takes `1e1`, `0x10` and ` 7` as well. */
function readInteger(query: Record<string, unknown>, name: string): void {
  const text = query[name];
  if (typeof text === 'string' && /^-?\d+$/.test(text)) query[name] = Number(text);
}
