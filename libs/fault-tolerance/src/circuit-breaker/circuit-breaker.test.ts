import { CallError } from '@flotilla/call';
import type { Call, Code } from '@flotilla/call';
import { add, contextFor, openStream, watch } from '../testing/contexts';
import { circuitBreaker } from './circuit-breaker';
import type { CircuitBreaker, CircuitBreakerEvent } from './circuit-breaker';
import type { CircuitBreakerOptions } from './options';

let now: number;
let events: CircuitBreakerEvent[];
const clock = (): number => now;

function create(options: CircuitBreakerOptions = {}): CircuitBreaker {
  const breaker = circuitBreaker({ clock, minCalls: 1, ...options });
  breaker.observe((event) => events.push(event));
  return breaker;
}

const failing =
  (code: Exclude<Code, 'OK'> = 'UNAVAILABLE'): Call =>
  () =>
    Promise.reject(new CallError(code, 'no'));
const fine: Call = () => Promise.resolve('hello');
const hanging: Call = () => new Promise(() => undefined);

/** The code that a call ends with, or OK. */
async function code(breaker: CircuitBreaker, next: Call, context = contextFor()): Promise<string> {
  return breaker(next)('q', context).then(
    () => 'OK',
    (error: CallError) => error.code,
  );
}

beforeEach(() => {
  now = 50_000;
  events = [];
});

describe('circuit breaker', () => {
  it('gives answers and errors as they are', async () => {
    const breaker = create();
    await expect(breaker(fine)('q', contextFor())).resolves.toBe('hello');
    await expect(breaker(failing('NOT_FOUND'))('q', contextFor())).rejects.toThrow('no');
    expect(breaker.states()).toEqual(new Map([['test.Quotes/Get', 'closed']]));
    expect(events).toEqual([]);
  });

  it('refuses at once when open, and says which circuit and for how long', async () => {
    const breaker = create();
    await code(breaker, failing());
    now += 700;
    const next = jest.fn(fine);
    const context = contextFor();
    await expect(breaker(next)('q', context)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      retryable: false,
      message: expect.stringMatching(/^test\.Quotes\/Get: its circuit is open for another 1300 ms/),
    });
    expect(next).not.toHaveBeenCalled();
    expect(events).toEqual([
      { type: 'state', method: 'test.Quotes/Get', from: 'closed', to: 'open', reason: 'failure_rate' },
      { type: 'refused', context },
    ]);
  });

  it('is shown as half-open once it has waited, also when nobody calls', async () => {
    const breaker = create({ openMs: 2_000 });
    await code(breaker, failing());
    now += 1_999;
    expect(breaker.states().get('test.Quotes/Get')).toBe('open');
    now += 1;
    expect(breaker.states().get('test.Quotes/Get')).toBe('half_open');
    expect(events).toHaveLength(1);
  });

  it('says that probes are under way', async () => {
    const breaker = create({ probes: 1 });
    await code(breaker, failing());
    now += 2_000;
    void breaker(hanging)('q', contextFor());
    await expect(breaker(fine)('q', contextFor())).rejects.toThrow('half-open and its probes are under way');
  });

  it('closes again', async () => {
    const breaker = create();
    await code(breaker, failing());
    now += 2_000;
    for (let i = 0; i < 3; i++) expect(await code(breaker, fine)).toBe('OK');
    expect(breaker.states().get('test.Quotes/Get')).toBe('closed');
    expect(events.map((event) => event.type === 'state' && event.to)).toEqual([
      'open',
      'half_open',
      'closed',
    ]);
  });

  it('has a circuit for each method', async () => {
    const breaker = create();
    await code(breaker, failing());
    expect(await code(breaker, fine, contextFor({ method: add }))).toBe('OK');
    expect(breaker.states().get('test.Quotes/Add')).toBe('closed');
  });

  it('measures how long a call lasted', async () => {
    const breaker = create({ slowCallMs: 100 });
    const slow: Call = async () => {
      now += 100;
    };
    await code(breaker, slow);
    expect(events).toMatchObject([{ type: 'state', to: 'open', reason: 'slow_call_rate' }]);
  });

  it.each([
    { lastedMs: 99, state: 'closed' },
    { lastedMs: 100, state: 'open' },
  ])('is $state after a deadline of $lastedMs ms', async ({ lastedMs, state }) => {
    const breaker = create();
    await code(breaker, (request, context) => {
      now += lastedMs;
      return failing('DEADLINE_EXCEEDED')(request, context);
    });
    expect(breaker.states().get('test.Quotes/Get')).toBe(state);
  });

  it('opens for callers in a hurry when it is told what a hurry is', async () => {
    const breaker = create({ hurriedMs: 5 });
    await code(breaker, (request, context) => {
      now += 50;
      return failing('DEADLINE_EXCEEDED')(request, context);
    });
    expect(breaker.states().get('test.Quotes/Get')).toBe('open');
  });

  it("gives a probe until its call's deadline", async () => {
    const breaker = create({ probes: 1 });
    await code(breaker, failing());
    now += 2_000;
    const slow: Call = async () => {
      now += 20_000;
    };
    expect(await code(breaker, slow, contextFor({ deadline: now + 30_000 }))).toBe('OK');
    expect(breaker.states().get('test.Quotes/Get')).toBe('closed');
  });

  it('takes a stream as a success when its headers arrive', async () => {
    const breaker = create({ probes: 1 });
    const context = contextFor({ method: watch });
    await code(breaker, failing(), context);
    now += 2_000;
    const { stream, fail } = openStream();
    await expect(breaker(async () => stream)('q', context)).resolves.toBe(stream);
    fail(new CallError('UNAVAILABLE', 'cut'));
    expect(breaker.states().get(watch.fullName)).toBe('closed');
  });

  it.each<{ end: string; next: Call }>([
    { end: 'is cancelled', next: failing('CANCELLED') },
    { end: 'is shed', next: failing('RESOURCE_EXHAUSTED') },
    {
      end: 'throws synchronously',
      next: () => {
        throw new CallError('CANCELLED', 'no');
      },
    },
  ])('gets the slot of a probe back that $end', async ({ next }) => {
    const breaker = create({ probes: 1 });
    await code(breaker, failing());
    now += 2_000;
    await code(breaker, next);
    expect(await code(breaker, fine)).toBe('OK');
    expect(breaker.states().get('test.Quotes/Get')).toBe('closed');
  });
});

describe('a circuit breaker that is reconfigured', () => {
  it('keeps its states', async () => {
    const breaker = create();
    await code(breaker, failing());
    breaker.reconfigure({ openMs: 60_000 });
    now += 59_999;
    expect(await code(breaker, fine)).toBe('UNAVAILABLE');
  });

  it('passes every call while it is not enabled, and is closed after', async () => {
    const breaker = create();
    const begun = new Promise<never>((_, reject) =>
      setImmediate(reject, new CallError('UNAVAILABLE', 'late')),
    );
    const late = code(breaker, () => begun);
    await code(breaker, failing());
    breaker.reconfigure({ enabled: false });
    expect(events.at(-1)).toMatchObject({ from: 'open', to: 'closed', reason: 'disabled' });
    expect(await code(breaker, fine)).toBe('OK');
    breaker.reconfigure({ minCalls: 1 });
    await late;
    expect(breaker.states().get('test.Quotes/Get')).toBe('closed');
  });

  it.each<[CircuitBreakerOptions, string]>([
    [{ failureRate: 0 }, 'failureRate must be above 0 and at most 1, got 0'],
    [{ slowCallRate: 1.1 }, 'slowCallRate must be above 0 and at most 1, got 1.1'],
    [{ minCalls: 0 }, 'minCalls must be an integer of at least 1, got 0'],
    [{ probes: 1.5 }, 'probes must be an integer of at least 1, got 1.5'],
    [{ windowMs: 0 }, 'windowMs must be above 0 and at most 2^30, got 0'],
    [{ openMs: Infinity }, 'openMs must be above 0 and at most 2^30, got Infinity'],
    [{ probeTimeoutMs: NaN }, 'probeTimeoutMs must be above 0 and at most 2^30, got NaN'],
    [{ hurriedMs: NaN }, 'hurriedMs must be at least 0, got NaN'],
    [{ slowCallMs: -1 }, 'slowCallMs must be above 0, got -1'],
  ])('refuses %o and changes nothing', async (options, message) => {
    const breaker = create();
    expect(() => breaker.reconfigure(options)).toThrow(new RangeError(message));
    await code(breaker, failing());
    expect(breaker.states().get('test.Quotes/Get')).toBe('open');
  });
});
