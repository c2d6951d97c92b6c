import { once } from 'node:events';
import { CallError } from '@flotilla/call';
import type { CallContext } from '@flotilla/call';
import { call, cleanUp, connectTo, contextFor, echo, failureOf, gate, never } from '../testing/fixtures';

afterEach(cleanUp);

it('carries the request, the metadata and the deadline to the handler, and its answer back', async () => {
  let seen: CallContext | undefined;
  const connection = await connectTo({
    echo: async ({ text }, context) => {
      seen = context;
      return { text: `${text}!` };
    },
  });
  const context = contextFor(echo, { metadata: { 'x-user': 'ada' } });
  await expect(call(connection, context)).resolves.toEqual({ text: 'hi!' });
  expect(seen?.metadata['x-user']).toBe('ada');
  expect(Math.abs((seen?.deadline ?? 0) - context.deadline)).toBeLessThan(100);
});

it('has no deadline on the server when it has none here', async () => {
  const seen = gate<number>();
  const connection = await connectTo({
    echo: async (request, { deadline }) => {
      seen.open(deadline);
      return request;
    },
  });
  await call(connection, contextFor(echo, { deadline: Infinity }));
  await expect(seen.opened).resolves.toBe(Infinity);
});

it('gives the code, message and metadata of a CallError to the client', async () => {
  const connection = await connectTo({
    echo: async () => {
      throw new CallError('RESOURCE_EXHAUSTED', 'try later', {
        metadata: { 'grpc-retry-pushback-ms': '50' },
      });
    },
  });
  const error = await failureOf(call(connection, contextFor()));
  expect([error.code, error.message]).toEqual(['RESOURCE_EXHAUSTED', 'try later']);
  expect(error.metadata['grpc-retry-pushback-ms']).toBe('50');
});

it('aborts the signal of the handler when the caller aborts', async () => {
  const controller = new AbortController();
  const arrival = gate<AbortSignal>();
  const connection = await connectTo({
    echo: (_request, { signal }) => {
      arrival.open(signal);
      return never();
    },
  });
  const failure = failureOf(call(connection, contextFor(echo, { signal: controller.signal })));
  const signal = await arrival.opened;
  controller.abort();
  if (!signal.aborted) await once(signal, 'abort');
  expect(signal.reason).toMatchObject({ code: 'CANCELLED' });
  expect((await failure).code).toBe('CANCELLED');
});

it('leaves the signal of the handler alone when the call succeeds', async () => {
  const signals: AbortSignal[] = [];
  const connection = await connectTo({
    echo: async (request, { signal }) => {
      signals.push(signal);
      return request;
    },
  });
  await call(connection, contextFor());
  await call(connection, contextFor());
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, false]);
});

it('ends at its deadline, for the handler too', async () => {
  const arrival = gate<AbortSignal>();
  const connection = await connectTo({
    echo: (_request, { signal }) => {
      arrival.open(signal);
      return never();
    },
  });
  const deadline = performance.now() + 50;
  const error = await failureOf(call(connection, contextFor(echo, { deadline })));
  expect(error.code).toBe('DEADLINE_EXCEEDED');
  const signal = await arrival.opened;
  if (!signal.aborted) await once(signal, 'abort');
  expect(signal.reason).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
});

it.each([
  ['whose deadline has passed', { deadline: performance.now() - 1 }, 'DEADLINE_EXCEEDED'],
  ['that nobody wants', { signal: AbortSignal.abort() }, 'CANCELLED'],
])('fails at once for a call %s', async (_what, overrides, code) => {
  const connection = await connectTo({ echo: never });
  expect((await failureOf(call(connection, contextFor(echo, overrides)))).code).toBe(code);
});

it('fails when the response cannot be decoded', async () => {
  const connection = await connectTo({ echo: async (request) => request });
  const response = { ...echo.response, decode: () => JSON.parse('{') as unknown };
  const error = await failureOf(call(connection, contextFor({ ...echo, response })));
  expect([error.code, error.message]).toEqual([
    'INTERNAL',
    'test.v1.EchoService/Echo: the response cannot be decoded',
  ]);
});
