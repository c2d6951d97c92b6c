import { toMethod } from './method';
import { service, unary } from './testing/definition';

const definition = { ...service, methods: {} };

it('resolves a method of a definition', () => {
  expect(toMethod(definition, unary)).toEqual({
    service: 'test.v1.Test',
    name: 'Get',
    fullName: 'test.v1.Test/Get',
    kind: 'unary',
    idempotent: false,
    request: unary.requestType,
    response: unary.responseType,
  });
});

it('knows a stream of responses', () => {
  expect(toMethod(definition, { ...unary, responseStream: true }).kind).toBe('server_stream');
});

it.each(['NO_SIDE_EFFECTS', 'IDEMPOTENT'] as const)('takes %s for idempotent', (idempotencyLevel) => {
  expect(toMethod(definition, { ...unary, options: { idempotencyLevel } }).idempotent).toBe(true);
});

it('refuses a stream of requests by name', () => {
  expect(() => toMethod(definition, { ...unary, requestStream: true })).toThrow(
    new RangeError(
      'test.v1.Test/Get takes a request stream: only unary and server-streaming methods are supported',
    ),
  );
});
