import { CallError } from '@flotilla/call';
import type { CallContext, ResponseStream } from '@flotilla/call';
import { contextFor, openStream, watch } from '../testing/contexts';
import type { Fault } from './fault';
import { faultInjection } from './fault-injection';
import type { FaultInjectionEvent } from './fault-injection';

const handler = jest.fn<Promise<string>, [string, CallContext]>();
let events: FaultInjectionEvent['fault'][];

function inject(...faults: Fault[]) {
  const middleware = faultInjection({ faults });
  middleware.observe(({ fault }) => events.push(fault));
  return middleware;
}

/** When and how a call ends; time runs as long as that takes. */
async function outcome(answer: Promise<string>): Promise<[number, string]> {
  const settled = answer.then(
    (response): [number, string] => [Date.now(), response],
    (error: CallError): [number, string] => [Date.now(), `${error.code}: ${error.message}`],
  );
  await jest.advanceTimersByTimeAsync(60_000);
  return settled;
}

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
  handler.mockReset().mockResolvedValue('hello');
  events = [];
});
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

it('passes a call on as it is when no fault is for it, and asks for no time when there is none at all', () => {
  const answer = Promise.resolve('hello');
  const next = jest.fn(() => answer);
  const wallClock = jest.fn(Date.now);
  const context = contextFor();
  expect(inject({ abort: true, methods: ['Other'] })(next)('q', context)).toBe(answer);
  expect(faultInjection({ wallClock })(next)('q', context)).toBe(answer);
  expect(next).toHaveBeenCalledWith('q', context);
  expect(wallClock).not.toHaveBeenCalled();
});

it.each<[Fault[], number, string, FaultInjectionEvent['fault'][], number]>([
  [[{ latencyMs: 500 }], 500, 'hello', ['latency'], 1],
  [
    [{ code: 'INTERNAL' }],
    0,
    'INTERNAL: test.Quotes/Get: INTERNAL injected by the policy document',
    ['code'],
    0,
  ],
  [
    [{ latencyMs: 50, code: 'NOT_FOUND' }],
    50,
    'NOT_FOUND: test.Quotes/Get: NOT_FOUND injected by the policy document',
    ['latency', 'code'],
    0,
  ],
  [
    [{ latencyMs: 20 }, { abort: true }],
    20,
    'UNAVAILABLE: test.Quotes/Get: the answer was lost, injected by the policy document',
    ['latency', 'abort'],
    1,
  ],
])('%j: after %i ms %s', async (faults, atMs, ends, told, handled) => {
  expect(await outcome(inject(...faults)(handler)('q', contextFor()))).toEqual([atMs, ends]);
  expect(events).toEqual(told);
  expect(handler).toHaveBeenCalledTimes(handled);
});

it('loses an answer only when the work is done, and the error of work that failed, too', async () => {
  const failure = new CallError('NOT_FOUND', 'no such order');
  handler.mockImplementation(() => new Promise((_, reject) => setTimeout(reject, 30, failure)));
  const answer = inject({ abort: true })(handler)('q', contextFor());
  const cause = answer.catch((error: CallError) => error.cause);
  expect(await outcome(answer)).toEqual([30, expect.stringMatching('UNAVAILABLE: .* was lost')]);
  await expect(cause).resolves.toBe(failure);
});

it('waits no longer than the call may take', async () => {
  const context = contextFor({ deadline: performance.now() + 100 });
  expect(await outcome(inject({ latencyMs: 500 })(handler)('q', context))).toEqual([
    100,
    expect.stringContaining('DEADLINE_EXCEEDED: test.Quotes/Get: its time was up'),
  ]);
  expect(handler).not.toHaveBeenCalled();
});

it.each([0, 100])('stops to wait when the caller leaves after %i ms', async (afterMs) => {
  const caller = new AbortController();
  setTimeout(() => caller.abort(), afterMs);
  if (afterMs === 0) await jest.advanceTimersByTimeAsync(0);
  const answer = inject({ latencyMs: 500 })(handler)('q', contextFor({ signal: caller.signal }));
  const [atMs, ends] = await outcome(answer);
  expect([atMs, ends]).toEqual([afterMs, expect.stringContaining('CANCELLED')]);
  expect(handler).not.toHaveBeenCalled();
});

it('cancels a stream whose headers are lost', async () => {
  const { stream } = openStream();
  const leave = jest.spyOn(stream[Symbol.asyncIterator](), 'return');
  const call = inject({ abort: true })<string, ResponseStream<number>>(async () => stream);
  await expect(call('q', contextFor({ method: watch }))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(leave).toHaveBeenCalledTimes(1);
});

it('is over by itself', async () => {
  const call = inject({ code: 'INTERNAL', until: '1970-01-01T00:00:30Z' })<string, string>(handler);
  await expect(call('q', contextFor())).rejects.toMatchObject({ code: 'INTERNAL' });
  await jest.advanceTimersByTimeAsync(30_000);
  await expect(call('q', contextFor())).resolves.toBe('hello');
});

it('injects what it is told from then on, and nothing else', async () => {
  const middleware = inject({ code: 'INTERNAL' });
  const call = middleware<string, string>(handler);
  middleware.reconfigure({ faults: [{ code: 'NOT_FOUND' }] });
  expect(() => middleware.reconfigure({ faults: [{}] })).toThrow(RangeError);
  await expect(call('q', contextFor())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  middleware.reconfigure({});
  await expect(call('q', contextFor())).resolves.toBe('hello');
});

it.each<[Fault, string]>([
  [{}, 'faults.1 must have at least one of latencyMs, code and abort'],
  [{ share: 0.5 }, 'faults.1 must have at least one of latencyMs, code and abort'],
  [{ code: 'INTERNAL', abort: true }, 'faults.1.abort must not stand beside code, got code INTERNAL'],
  [{ latencyMs: -1 }, 'faults.1.latencyMs must be above 0 and at most 2^30, got -1'],
  [{ abort: true, share: 0 }, 'faults.1.share must be above 0 and at most 1, got 0'],
  [{ abort: true, share: NaN }, 'faults.1.share must be above 0 and at most 1, got NaN'],
  [{ abort: true, until: 'noon' }, 'faults.1.until must be an instant in ISO 8601, got noon'],
])('refuses %j', (fault, message) => {
  expect(() => inject({ abort: true }, fault)).toThrow(new RangeError(message));
});

it('refuses more than 20 faults', () => {
  const faults = Array.from({ length: 21 }, (): Fault => ({ abort: true }));
  expect(() => inject(...faults)).toThrow('the number of faults must be at most 20, got 21');
});
