import { createApp } from './app';
import { FakeGreeter } from './testing/fake-greeter';
import { FakeOrders } from './testing/fake-orders';
import { quietLogger } from './testing/quiet-logger';

interface Schema {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly maxLength?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
}
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Schema;
}
interface Operation {
  readonly tags: readonly string[];
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly responses: Record<
    string,
    { readonly description: string; readonly content?: Record<string, { readonly schema: Schema }> }
  >;
}
interface Document {
  readonly openapi: string;
  readonly info: unknown;
  readonly paths: Record<string, Record<string, Operation>>;
}

const app = createApp({ greeter: new FakeGreeter(), orders: new FakeOrders() }, quietLogger());
afterAll(() => app.close());

async function operations(): Promise<Map<string, Operation>> {
  const { paths } = (await app.inject('/openapi.json')).json<Document>();
  return new Map(
    Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => [`${method} ${path}`, operation]),
    ),
  );
}

async function greetings(): Promise<{ operation: Operation; parameter(name: string): Parameter }> {
  const operation = (await operations()).get('get /api/greetings/{name}');
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
    ['/api/greetings/{name}/stream', ['get']],
    ['/api/orders', ['post', 'get']],
    ['/api/orders/{id}', ['get']],
    ['/api/orders/{id}/cancel', ['post']],
    ['/api/orders/{id}/events', ['get']],
    ['/api/products', ['get']],
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
  expect(operation.responses['200']?.content?.['application/json']?.schema.required).toEqual([
    'message',
    'language',
    'servedBy',
  ]);
  for (const status of ['4XX', '5XX']) {
    expect(operation.responses[status]?.content?.['application/problem+json']?.schema.required).toEqual([
      'title',
      'status',
      'detail',
      'code',
    ]);
  }
});

it('says of every operation what it does, and that it can be explained', async () => {
  for (const [name, { tags, summary, parameters }] of await operations()) {
    expect([name, tags]).toEqual([name, [expect.stringMatching(/^(greetings|orders)$/)]]);
    expect(summary).not.toBe('');
    expect(parameters).toContainEqual(
      expect.objectContaining({ name: 'x-explain', in: 'header', required: false }),
    );
    for (const { description } of parameters) expect(description).toMatch(/./);
  }
});

it.each([
  ['post /api/orders', 'idempotency-key', true],
  ['get /api/orders/{id}/events', 'last-event-id', false],
  ['get /api/greetings/{name}/stream', 'last-event-id', false],
])('%s declares its header %s', async (operation, name, required) => {
  const { parameters = [] } = (await operations()).get(operation) ?? {};
  expect(parameters).toContainEqual(expect.objectContaining({ name, in: 'header', required }));
});

it.each([['get /api/orders/{id}/events'], ['get /api/greetings/{name}/stream']])(
  '%s answers with a stream of events, or with nothing',
  async (operation) => {
    const { responses = {} } = (await operations()).get(operation) ?? {};
    expect(Object.keys(responses)).toEqual(['200', '204', '4XX', '5XX']);
    expect(Object.keys(responses['200']?.content ?? {})).toEqual(['text/event-stream']);
    expect(responses['204']).not.toHaveProperty('content');
  },
);

it('gives the limits of a page, which the route has', async () => {
  const { parameters = [] } = (await operations()).get('get /api/orders') ?? {};
  const { maximum = 0 } = parameters.find(({ name }) => name === 'limit')?.schema ?? {};
  const statusFor = async (limit: number): Promise<number> =>
    (await app.inject(`/api/orders?customerId=ada&limit=${limit}`)).statusCode;
  expect([await statusFor(maximum), await statusFor(maximum + 1)]).toEqual([200, 400]);
});
