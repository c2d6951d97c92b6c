import { createApp } from './app';
import { FakeGreeter } from './testing/fake-greeter';
import { quietLogger } from './testing/quiet-logger';

interface Schema {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly maxLength?: number;
  readonly required?: readonly string[];
}
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Schema;
}
interface Operation {
  readonly parameters: readonly Parameter[];
  readonly responses: Record<
    string,
    { readonly description: string; readonly content: Record<string, { readonly schema: Schema }> }
  >;
}
interface Document {
  readonly openapi: string;
  readonly info: unknown;
  readonly paths: Record<string, Record<string, Operation>>;
}

const app = createApp({ greeter: new FakeGreeter() }, quietLogger().logger);
afterAll(() => app.close());

async function greetings(): Promise<{ operation: Operation; parameter(name: string): Parameter }> {
  const { paths } = (await app.inject('/openapi.json')).json<Document>();
  const operation = paths['/api/greetings/{name}']?.['get'];
  if (!operation) throw new Error('the document lacks GET /api/greetings/{name}');
  const parameter = (name: string): Parameter => {
    const found = operation.parameters.find((each) => each.name === name);
    if (!found) throw new Error(`the document lacks the parameter ${name}`);
    return found;
  };
  return { operation, parameter };
}

it('is an OpenAPI document of the routes for clients, and of no others', async () => {
  const response = await app.inject('/openapi.json');
  expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
  const { openapi, info, paths } = response.json<Document>();
  expect(openapi).toBe('3.1.0');
  expect(info).toMatchObject({ title: 'Flotilla', version: '1' });
  expect(Object.entries(paths).map(([path, item]) => [path, Object.keys(item)])).toEqual([
    ['/api/greetings/{name}', ['get']],
  ]);
});

it('declares the parameters of the path as required, and the query as optional', async () => {
  const { parameter } = await greetings();
  expect(parameter('name')).toMatchObject({ in: 'path', required: true });
  expect(parameter('language')).toMatchObject({ in: 'query', required: false });
});

it('names the languages that the route takes', async () => {
  const { parameter } = await greetings();
  const { enum: languages = [] } = parameter('language').schema;
  expect(languages).toHaveLength(6);
  for (const language of languages) {
    expect((await app.inject(`/api/greetings/Ada?language=${language}`)).statusCode).toBe(200);
  }
});

it('gives the longest name that the route takes', async () => {
  const { parameter } = await greetings();
  const { maxLength = 0 } = parameter('name').schema;
  const statusFor = async (length: number): Promise<number> =>
    (await app.inject(`/api/greetings/${'x'.repeat(length)}`)).statusCode;
  expect([await statusFor(maxLength), await statusFor(maxLength + 1)]).toEqual([200, 400]);
});

it('describes the greeting, and errors as problem documents', async () => {
  const { operation } = await greetings();
  expect(Object.keys(operation.responses)).toEqual(['200', '4XX', '5XX']);
  for (const { description } of Object.values(operation.responses)) expect(description).not.toBe('');
  expect(operation.responses['200']?.content['application/json']?.schema.required).toEqual([
    'message',
    'language',
    'servedBy',
  ]);
  for (const status of ['4XX', '5XX']) {
    expect(operation.responses[status]?.content['application/problem+json']?.schema.required).toEqual([
      'title',
      'status',
      'detail',
      'code',
    ]);
  }
});
