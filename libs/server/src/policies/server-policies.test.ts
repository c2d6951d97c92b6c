import { neverAborted } from '@flotilla/call';
import type { Call, CallContext, Method, CallError } from '@flotilla/call';
import { ServerPolicies } from './server-policies';
import type { ServerPolicyOptions } from './server-policies';

const codec = { encode: () => ({ finish: () => new Uint8Array() }), decode: () => ({}) };
const method: Method = {
  service: 'test.Quotes',
  name: 'Get',
  fullName: 'test.Quotes/Get',
  kind: 'unary',
  idempotent: true,
  request: codec,
  response: codec,
};
let policies: ServerPolicies;
/** Calls that the handler has not answered. */
let pending: ((answer: string) => void)[];

function serve(options: ServerPolicyOptions = {}, serves: 'grpc' | 'http' = 'grpc'): void {
  policies = new ServerPolicies(options, 'quotes-1', serves);
}

const handler: Call<unknown, string> = () => new Promise((resolve) => pending.push(resolve));

function call(overrides: Partial<CallContext> = {}): Promise<string> {
  const context = {
    method,
    deadline: Infinity,
    signal: neverAborted,
    metadata: {},
    attempts: [],
    ...overrides,
  };
  return policies.aroundCalls(handler)('q', context);
}

/** How a call ends that is answered at once, if it gets to the handler. */
async function outcome(overrides: Partial<CallContext> = {}): Promise<string> {
  const answer = call(overrides).catch((error: CallError) => `${error.code} ${error.message}`);
  await Promise.resolve();
  pending.pop()?.('fine');
  return answer;
}

beforeEach(() => {
  jest.useFakeTimers();
  pending = [];
  serve();
});
afterEach(() => {
  policies.close();
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

describe('the policies of a server', () => {
  it('let calls in by themselves', async () => {
    await expect(outcome()).resolves.toBe('fine');
  });

  it('admit as many at a time as the document says, and ask the others to come back', async () => {
    policies.obey({ admission: { limit: 2 } });
    void call();
    void call();
    await expect(call()).rejects.toMatchObject({
      code: 'RESOURCE_EXHAUSTED',
      metadata: { 'grpc-retry-pushback-ms': expect.stringMatching(/^\d+$/) },
    });
    expect(pending).toHaveLength(2);
  });

  it('admit whatever comes when told to, until a document has a limit', async () => {
    serve({ admission: false });
    for (let i = 0; i < 500; i++) void call();
    expect(pending).toHaveLength(500);
    policies.obey({ admission: { limit: 1 } });
    void call();
    await expect(call()).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED' });
  });

  it('refuse a call that has less time left than the document says', async () => {
    policies.obey({ timeouts: { minLeftMs: 50 } });
    await expect(outcome({ deadline: performance.now() + 40 })).resolves.toMatch(/^DEADLINE_EXCEEDED/);
    await expect(outcome({ deadline: performance.now() + 60 })).resolves.toBe('fine');
  });

  it('fail calls as the document asks, of this instance only', async () => {
    policies.obey({ faults: [{ code: 'INTERNAL', instances: ['quotes-2'] }] });
    await expect(outcome()).resolves.toBe('fine');
    policies.obey({ faults: [{ code: 'INTERNAL', instances: ['quotes-1'] }] });
    await expect(outcome()).resolves.toMatch(/^INTERNAL .*injected/);
    policies.obey({});
    await expect(outcome()).resolves.toBe('fine');
  });

  it('give each caller a quota, by a header of the document', async () => {
    policies.obey({ rateLimit: { perSecond: 1, by: 'header:x-client-id' } });
    const from = (id: string) => outcome({ metadata: { 'x-client-id': id } });
    await expect(from('a')).resolves.toBe('fine');
    await expect(from('a')).resolves.toMatch(/^RESOURCE_EXHAUSTED/);
    await expect(from('b')).resolves.toBe('fine');
  });

  it('give all callers one quota when nothing tells them apart', async () => {
    serve({ rateLimit: { perSecond: 1 } });
    await expect(outcome({ metadata: { 'x-client-id': 'a' } })).resolves.toBe('fine');
    await expect(outcome({ metadata: { 'x-client-id': 'b' } })).resolves.toMatch(/^RESOURCE_EXHAUSTED/);
  });

  it('tell callers apart by a header however the options spell it', async () => {
    serve({ rateLimit: { perSecond: 1, by: 'header:X-Client-Id' } });
    await expect(outcome({ metadata: { 'x-client-id': 'a' } })).resolves.toBe('fine');
    await expect(outcome({ metadata: { 'x-client-id': 'b' } })).resolves.toBe('fine');
  });

  it('give nothing back when a quota is switched off and on again', async () => {
    const quota = { rateLimit: { perSecond: 1, burst: 3 } };
    policies.obey(quota);
    for (let i = 0; i < 2; i++) await outcome();
    policies.obey({});
    await expect(outcome()).resolves.toBe('fine');
    policies.obey(quota);
    await expect(outcome()).resolves.toBe('fine');
    await expect(outcome()).resolves.toMatch(/^RESOURCE_EXHAUSTED/);
  });

  it('obey the rest of a document whose quota is by an address that its callers do not have', async () => {
    serve({ rateLimit: { perSecond: 1 } });
    const refused = policies.obey({
      faults: [{ code: 'INTERNAL' }],
      rateLimit: { perSecond: 500, by: 'address' },
    });
    expect(refused?.message).toBe('rateLimit.by cannot be address for a gRPC service: use all or header');
    await expect(outcome()).resolves.toMatch(/^INTERNAL/);
    await expect(outcome()).resolves.toMatch(/^RESOURCE_EXHAUSTED/);
  });

  it('change nothing for a document that cannot be obeyed', async () => {
    serve({ admission: { minLimit: 50 } });
    policies.obey({ faults: [{ code: 'INTERNAL' }] });
    expect(() => policies.obey({ admission: { maxLimit: 10 } })).toThrow(RangeError);
    await expect(outcome()).resolves.toMatch(/^INTERNAL/);
  });

  it('refuse a quota of the service itself that is by an address its callers do not have', () => {
    expect(() => serve({ rateLimit: { perSecond: 1, by: 'address' } })).toThrow(RangeError);
  });
});
