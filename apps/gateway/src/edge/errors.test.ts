import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { CallError, neverAborted, toMethod } from '@flotilla/call';
import type { Code, Metadata } from '@flotilla/call';
import { GreeterServiceDefinition } from '@flotilla/contracts';
import { rateLimit } from '@flotilla/fault-tolerance';
import { problemOf } from '../testing/problem-of';
import { quietLogger } from '../testing/quiet-logger';
import { createEdge } from './create-edge';

const method = toMethod(GreeterServiceDefinition, GreeterServiceDefinition.methods.sayHello);

type FailureCode = Exclude<Code, 'OK'>;

let app: FastifyInstance;

async function failWith(error: unknown): Promise<LightMyRequestResponse> {
  app.get('/fail/:id', () => Promise.reject(error as Error));
  return app.inject('/fail/7');
}

beforeEach(() => {
  app = createEdge(quietLogger().logger);
});
afterEach(() => app.close());

describe('a CallError', () => {
  it.each<[FailureCode, number, string]>([
    ['CANCELLED', 499, 'Client Closed Request'],
    ['INVALID_ARGUMENT', 400, 'Bad Request'],
    ['NOT_FOUND', 404, 'Not Found'],
    ['ALREADY_EXISTS', 409, 'Conflict'],
    ['PERMISSION_DENIED', 403, 'Forbidden'],
    ['FAILED_PRECONDITION', 400, 'Bad Request'],
    ['ABORTED', 409, 'Conflict'],
    ['OUT_OF_RANGE', 400, 'Bad Request'],
    ['UNAUTHENTICATED', 401, 'Unauthorized'],
  ])('%s is %i %s and keeps its message', async (code, status, title) => {
    const problem = problemOf(await failWith(new CallError(code, 'what went wrong')));
    expect(problem).toEqual({ title, status, detail: 'what went wrong', code });
  });

  it.each<[FailureCode, number, string]>([
    ['DEADLINE_EXCEEDED', 504, 'Gateway Timeout'],
    ['UNIMPLEMENTED', 501, 'Not Implemented'],
    ['UNAVAILABLE', 503, 'Service Unavailable'],
  ])('%s is %i %s and hides where it happened', async (code, status, title) => {
    const response = await failWith(new CallError(code, 'connect ECONNREFUSED 10.0.0.3:50051'));
    expect(problemOf(response)).toMatchObject({ title, status, code });
    expect(response.body).not.toContain('10.0.0.3');
  });

  it.each<[FailureCode]>([['UNKNOWN'], ['INTERNAL'], ['DATA_LOSS']])(
    '%s is 500 and hides its message',
    async (code) => {
      const error = new CallError(code, 'password is hunter2');
      const response = await failWith(error);
      expect(problemOf(response)).toMatchObject({ status: 500, code: 'INTERNAL' });
      expect(response.body).not.toContain('hunter2');
    },
  );

  it('of a caller above its quota is 429 Too Many Requests', async () => {
    const refuse = rateLimit({ perSecond: 1, burst: 1 })(async () => 'ok');
    const context = { method, deadline: Infinity, signal: neverAborted, metadata: {}, attempts: [] };
    await refuse('q', context);
    const error = await refuse('q', context).catch((refusal: unknown) => refusal);
    expect(problemOf(await failWith(error as CallError))).toMatchObject({
      status: 429,
      title: 'Too Many Requests',
      code: 'RESOURCE_EXHAUSTED',
    });
  });

  it("of a service whose quota the gateway exceeds is 503: it is no fault of the caller's", async () => {
    const metadata = { 'flotilla-quota': '500' };
    const error = new CallError('RESOURCE_EXHAUSTED', 'above its rate', { metadata, remote: true });
    expect(problemOf(await failWith(error))).toMatchObject({ status: 503 });
  });

  it('of a server that is overloaded is 503, and hides where that is', async () => {
    const response = await failWith(new CallError('RESOURCE_EXHAUSTED', '20 calls in flight at 10.0.0.3'));
    expect(problemOf(response)).toMatchObject({ status: 503, code: 'RESOURCE_EXHAUSTED' });
    expect(response.body).not.toContain('10.0.0.3');
  });

  it.each<[FailureCode, Metadata, string | undefined]>([
    ['UNAVAILABLE', {}, '1'],
    ['RESOURCE_EXHAUSTED', {}, '1'],
    ['RESOURCE_EXHAUSTED', { 'grpc-retry-pushback-ms': '50' }, '1'],
    ['RESOURCE_EXHAUSTED', { 'grpc-retry-pushback-ms': '2500' }, '3'],
    ['RESOURCE_EXHAUSTED', { 'flotilla-quota': '500' }, '1'],
    ['RESOURCE_EXHAUSTED', { 'flotilla-quota': '100000' }, '100'],
    ['UNAVAILABLE', { 'grpc-retry-pushback-ms': '9'.repeat(400) }, '1'],
    ['UNAVAILABLE', { 'grpc-retry-pushback-ms': '5000' }, '5'],
    ['UNAVAILABLE', { 'grpc-retry-pushback-ms': '-1' }, '1'],
    ['UNAVAILABLE', { 'grpc-retry-pushback-ms': 'soon' }, '1'],
    ['INTERNAL', { 'grpc-retry-pushback-ms': '5000' }, undefined],
    ['DEADLINE_EXCEEDED', { 'grpc-retry-pushback-ms': '5000' }, undefined],
  ])('%s with %j has Retry-After %s', async (code, metadata, seconds) => {
    const response = await failWith(new CallError(code, 'no', { metadata }));
    expect(response.headers['retry-after']).toBe(seconds);
  });
});

it.each([
  ['an error', new TypeError('password is hunter2')],
  ['an error with a status of 5xx', Object.assign(new Error('password is hunter2'), { statusCode: 502 })],
  ['a text', 'password is hunter2'],
  ['null', null],
])('hides %s that a handler did not expect', async (_what, error) => {
  const response = await failWith(error);
  expect(response.body).not.toContain('hunter2');
  expect(problemOf(response)).toMatchObject({ status: 500, code: 'INTERNAL' });
});

it('repeats an error with a status of 4xx, not at length', async () => {
  const error = Object.assign(new Error('😀'.repeat(5_000)), { statusCode: 422 });
  expect(problemOf(await failWith(error))).toEqual({
    title: 'Unprocessable Entity',
    status: 422,
    detail: `${'😀'.repeat(100)}…`,
    code: 'INVALID_ARGUMENT',
  });
});
