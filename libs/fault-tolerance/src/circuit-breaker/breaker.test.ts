import { Breaker } from './breaker';
import { resolveCircuitBreaker } from './options';
import type { CircuitBreakerSettings } from './options';
import type { Outcome } from '../outcome/outcome';
import type { Change, Permit } from './state';

let now: number;
let changes: string[];

function create(settings: CircuitBreakerSettings = {}): Breaker {
  return new Breaker(resolveCircuitBreaker(settings), ({ from, to, reason }: Change) =>
    changes.push(`${from} → ${to}: ${reason}`),
  );
}

function admit(breaker: Breaker, deadline?: number): Permit {
  const permit = breaker.admit(now, deadline);
  if (!permit) throw new Error('refused');
  return permit;
}

/** Calls that end as listed, each after `lastedMs`. */
function calls(breaker: Breaker, outcomes: readonly Outcome[], lastedMs = 0): void {
  for (const outcome of outcomes) {
    const permit = admit(breaker);
    now += lastedMs;
    breaker.record(permit, outcome, now);
  }
}

const times = (count: number, outcome: Outcome): Outcome[] => Array<Outcome>(count).fill(outcome);

/** One that has just opened. */
function opened(settings: CircuitBreakerSettings = {}): Breaker {
  const breaker = create({ ...settings, minCalls: 1 });
  calls(breaker, ['failure']);
  changes = [];
  return breaker;
}

/** One whose next call is a probe. */
function waited(settings: CircuitBreakerSettings = {}): Breaker {
  const breaker = opened(settings);
  now += settings.openMs ?? 2_000;
  return breaker;
}

beforeEach(() => {
  now = 100_000;
  changes = [];
});

describe('a closed breaker', () => {
  it('opens when half of 20 calls failed', () => {
    const breaker = create();
    calls(breaker, [...times(10, 'success'), ...times(9, 'failure')]);
    expect(changes).toEqual([]);
    calls(breaker, ['failure']);
    expect(changes).toEqual(['closed → open: failure_rate']);
  });

  it('opens at a failure, not at a success that makes the calls enough', () => {
    const breaker = create();
    calls(breaker, [...times(19, 'failure'), 'success']);
    expect(changes).toEqual([]);
    calls(breaker, ['failure']);
    expect(breaker.state.name).toBe('open');
  });

  it.each<{ name: string; outcomes: Outcome[] }>([
    { name: 'too few calls', outcomes: times(19, 'failure') },
    { name: 'too small a share', outcomes: [...times(11, 'success'), ...times(10, 'failure')] },
    { name: 'outcomes that say nothing', outcomes: times(100, 'ignored') },
  ])('stays closed with $name', ({ outcomes }) => {
    const breaker = create();
    calls(breaker, outcomes);
    expect(breaker.state.name).toBe('closed');
  });

  it('forgets failures after its window', () => {
    const breaker = create();
    calls(breaker, times(19, 'failure'));
    now += 10_000;
    calls(breaker, times(19, 'failure'));
    expect(changes).toEqual([]);
  });

  it('opens when most calls are slow, though none fails', () => {
    const breaker = create({ slowCallMs: 100 });
    calls(breaker, times(4, 'success'), 99);
    calls(breaker, times(15, 'success'), 100);
    expect(changes).toEqual([]);
    calls(breaker, ['success'], 100);
    expect(changes).toEqual(['closed → open: slow_call_rate']);
  });
});

describe('an open breaker', () => {
  it('refuses for openMs, then probes', () => {
    const breaker = opened();
    now += 1_999;
    expect(breaker.admit(now)).toBeUndefined();
    expect(breaker.openForMs(now)).toBe(1);
    now += 1;
    expect(breaker.admit(now)).toBeDefined();
    expect(changes).toEqual(['open → half_open: waited']);
  });

  it('does not care how calls end that began before', () => {
    const breaker = create({ minCalls: 1 });
    const late = [admit(breaker), admit(breaker), admit(breaker)];
    calls(breaker, ['failure']);
    breaker.record(late[0]!, 'failure', now);
    now += 2_000;
    admit(breaker);
    breaker.record(late[1]!, 'failure', now);
    breaker.record(late[2]!, 'success', now);
    expect(breaker.state).toMatchObject({ name: 'half_open', succeeded: 0 });
  });
});

describe('a half-open breaker', () => {
  it('lets as many probes through as must succeed, and closes when they did', () => {
    const breaker = waited();
    const probes = [admit(breaker), admit(breaker), admit(breaker)];
    expect(breaker.admit(now)).toBeUndefined();
    for (const probe of probes) breaker.record(probe, 'success', now);
    expect(changes).toEqual(['open → half_open: waited', 'half_open → closed: probe']);
  });

  it('lets only as many through as still have to succeed', () => {
    const breaker = waited();
    calls(breaker, ['success', 'success']);
    admit(breaker);
    expect(breaker.admit(now)).toBeUndefined();
  });

  it('begins anew once closed', () => {
    const breaker = waited({ minCalls: 1, failureRate: 0.5 });
    calls(breaker, times(3, 'success'));
    calls(breaker, ['success', 'success', 'failure']);
    expect(breaker.state.name).toBe('closed');
  });

  it('opens again when one probe fails, whatever the others do', () => {
    const breaker = waited();
    const other = admit(breaker);
    calls(breaker, ['success', 'failure']);
    expect(changes.at(-1)).toBe('half_open → open: probe');
    breaker.record(other, 'success', now);
    expect(breaker.admit(now + 1_999)).toBeUndefined();
  });

  it('takes a slow probe as a failed one', () => {
    const breaker = waited({ slowCallMs: 50 });
    calls(breaker, ['success'], 50);
    expect(changes.at(-1)).toBe('half_open → open: probe');
  });

  it('is not stuck when probes end in a way that says nothing', () => {
    const breaker = waited();
    calls(breaker, times(50, 'ignored'));
    calls(breaker, times(3, 'success'));
    expect(breaker.state.name).toBe('closed');
  });

  it('is not stuck when a probe never ends: it failed when its time was up', () => {
    const breaker = waited();
    const lost = [admit(breaker), admit(breaker), admit(breaker)];
    now += 9_999;
    expect(breaker.admit(now)).toBeUndefined();
    now += 1;
    expect(breaker.admit(now)).toBeUndefined();
    expect(breaker.state).toEqual({ name: 'open', since: now });
    now += 2_000;
    calls(breaker, times(3, 'success'));
    for (const probe of lost) breaker.record(probe, 'failure', now);
    expect(breaker.state.name).toBe('closed');
  });

  it('takes a probe that ends too late as failed when its time was up', () => {
    const breaker = waited();
    const late = admit(breaker);
    now += 11_000;
    breaker.record(late, 'success', now);
    expect(breaker.openForMs(now)).toBe(1_000);
  });
});

describe('a probe with a deadline', () => {
  it('may take until then: a healthy method slower than probeTimeoutMs would never be let in again', () => {
    const breaker = waited();
    const probes = [1, 2, 3].map(() => admit(breaker, now + 30_000));
    now += 29_999;
    expect(breaker.admit(now)).toBeUndefined();
    for (const probe of probes) breaker.record(probe, 'success', now);
    expect(breaker.state.name).toBe('closed');
  });

  it('has probeTimeoutMs all the same when it is earlier', () => {
    const breaker = waited();
    const probe = admit(breaker, now + 1_000);
    now += 9_999;
    breaker.record(probe, 'success', now);
    expect(breaker.state).toMatchObject({ name: 'half_open', succeeded: 1 });
  });

  it('does not keep one that began later from failing in time', () => {
    const breaker = waited();
    admit(breaker, now + 30_000);
    admit(breaker);
    now += 10_000;
    expect(breaker.admit(now)).toBeUndefined();
    expect(breaker.state).toEqual({ name: 'open', since: now });
  });
});

describe('a breaker that is reconfigured', () => {
  it('keeps its counts', () => {
    const breaker = create();
    calls(breaker, times(19, 'failure'));
    breaker.reconfigure(resolveCircuitBreaker({ failureRate: 1 }));
    calls(breaker, ['failure']);
    expect(changes).toEqual(['closed → open: failure_rate']);
  });

  it('counts anew in another window', () => {
    const breaker = create();
    calls(breaker, times(19, 'failure'));
    breaker.reconfigure(resolveCircuitBreaker({ windowMs: 5_000 }));
    calls(breaker, ['failure']);
    expect(changes).toEqual([]);
  });

  it('stays open, for as long as it is told now', () => {
    const breaker = opened();
    breaker.reconfigure(resolveCircuitBreaker({ openMs: 500 }));
    expect(breaker.openForMs(now)).toBe(500);
  });

  it('closes when fewer probes are asked for than have succeeded', () => {
    const breaker = waited();
    calls(breaker, ['success', 'success']);
    breaker.reconfigure(resolveCircuitBreaker({ probes: 2 }));
    expect(breaker.state.name).toBe('closed');
  });
});
