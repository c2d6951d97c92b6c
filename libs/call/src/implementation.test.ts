import { neverAborted } from './context';
import { implement } from './implementation';
import type { Handlers } from './implementation';
import { service, unary } from './testing/definition';

const definition = {
  ...service,
  methods: { get: unary, list: { ...unary, name: 'List', responseStream: true as const } },
};

async function* nothing(): AsyncGenerator<undefined> {}

it('binds a handler to each method', () => {
  const { service: name, methods } = implement(definition, { get: async () => 'got', list: nothing });
  expect(name).toBe('test.v1.Test');
  expect(methods.map(({ method }) => [method.fullName, method.kind])).toEqual([
    ['test.v1.Test/Get', 'unary'],
    ['test.v1.Test/List', 'server_stream'],
  ]);
});

it('calls a handler on the object that it belongs to', async () => {
  class Counter {
    #count = 0;
    list = nothing;

    async get(): Promise<number> {
      return ++this.#count;
    }
  }
  const [get] = implement(definition, new Counter()).methods;
  if (!get) throw new Error('no method');
  const context = {
    method: get.method,
    deadline: Infinity,
    signal: neverAborted,
    metadata: {},
    attempts: [],
  };
  await get.handler(undefined, context);
  await expect(get.handler(undefined, context)).resolves.toBe(2);
});

it.each([{}, { get: async () => 'got', list: 'nothing' }])(
  'refuses %j by the name of what is missing',
  (handlers) => {
    const missing = 'get' in handlers ? 'list' : 'get';
    expect(() => implement(definition, handlers as Handlers<typeof definition>)).toThrow(
      new RangeError(`test.v1.Test: no handler for ${missing}; implement() needs one for each method`),
    );
  },
);
