import { Refusal } from '../refusal';
import { Catalog } from './catalog';
import type { CheckDefinition, Registration } from './registration';

const check: CheckDefinition = { name: 'c', ttlMs: 15_000, status: 'passing', deregisterAfterMs: 60_000 };

function unchecked(id: string): Registration {
  return { id, service: 'greeter', tags: [], address: '127.0.0.1', port: 1, meta: null };
}

function instance(id: string, changes: Partial<Registration> = {}): Registration {
  return { ...unchecked(id), check, ...changes };
}

function setUp({ maxInstances = 100 } = {}) {
  let now = 0;
  const changes: string[] = [];
  const catalog = new Catalog({
    clock: () => now,
    maxInstances,
    onChange: (service) => changes.push(service),
  });
  return {
    catalog,
    changes,
    /** Lets time pass, and sweeps. */
    pass(ms: number): void {
      now += ms;
      catalog.expire();
    },
    statuses: (service = 'greeter') => catalog.instancesOf(service).value.map((entry) => entry.check?.status),
  };
}

describe('indexes', () => {
  const moves: [string, (catalog: Catalog) => void][] = [
    ['a new instance', (catalog) => catalog.register(instance('b'))],
    ['another address', (catalog) => catalog.register(instance('a', { port: 2 }))],
    ['other metadata', (catalog) => catalog.register(instance('a', { meta: { zone: 'b' } }))],
    ['a check that fails', (catalog) => catalog.renew('a', 'critical', '')],
    ['a deregistration', (catalog) => catalog.deregister('a')],
    [
      'an instance that moves to another service',
      (catalog) => catalog.register(instance('a', { service: 'other' })),
    ],
  ];

  it.each(moves)('move at %s', (_, move) => {
    const { catalog, changes } = setUp();
    catalog.register(instance('a'));
    const before = catalog.instancesOf('greeter').index;
    changes.length = 0;
    move(catalog);
    expect(catalog.instancesOf('greeter').index).toBeGreaterThan(before);
    expect(changes).toContain('greeter');
  });

  const stays: [string, (catalog: Catalog) => void][] = [
    ['the same registration again', (catalog) => catalog.register(instance('a'))],
    ['a renewal', (catalog) => catalog.renew('a', 'passing', '')],
    ['a renewal that says more', (catalog) => catalog.renew('a', 'passing', 'very well')],
    ['another service', (catalog) => catalog.register(instance('z', { service: 'other' }))],
    ['an id that is not there', (catalog) => catalog.deregister('nobody')],
  ];

  it.each(stays)('stay at %s', (_, stay) => {
    const { catalog, changes } = setUp();
    catalog.register(instance('a'));
    const before = catalog.instancesOf('greeter').index;
    changes.length = 0;
    stay(catalog);
    expect(catalog.instancesOf('greeter').index).toBe(before);
    expect(changes).not.toContain('greeter');
  });

  it('never go backwards when a service leaves and returns', () => {
    const { catalog } = setUp();
    const indexes = [catalog.instancesOf('greeter').index];
    for (let round = 0; round < 3; round++) {
      catalog.register(instance('a'));
      indexes.push(catalog.instancesOf('greeter').index);
      catalog.deregister('a');
      indexes.push(catalog.instancesOf('greeter').index);
    }
    expect(indexes).toEqual([...indexes].sort((a, b) => a - b));
    expect(new Set(indexes).size).toBe(indexes.length);
    expect(indexes[0]).toBeGreaterThanOrEqual(1);
  });

  it('of all services ignore checks', () => {
    const { catalog } = setUp();
    catalog.register(instance('a'));
    const { index } = catalog.services();
    catalog.renew('a', 'critical', '');
    expect(catalog.services().index).toBe(index);
  });
});

describe('time', () => {
  it('turns a check critical when its TTL passed, not before', () => {
    const { catalog, pass, statuses } = setUp();
    catalog.register(instance('a'));
    pass(14_999);
    expect(statuses()).toEqual(['passing']);
    pass(1);
    expect(statuses()).toEqual(['critical']);
  });

  it.each([
    ['renewed', (catalog: Catalog) => catalog.renew('a', 'passing', '')],
    ['registered again', (catalog: Catalog) => catalog.register(instance('a'))],
  ])('starts the TTL anew when %s', (_, renew) => {
    const { catalog, pass, statuses } = setUp();
    catalog.register(instance('a'));
    pass(10_000);
    renew(catalog);
    pass(14_999);
    expect(statuses()).toEqual(['passing']);
  });

  it('removes an instance that was critical for too long', () => {
    const { catalog, pass, statuses } = setUp();
    catalog.register(instance('a'));
    pass(15_000);
    pass(59_999);
    expect(statuses()).toEqual(['critical']);
    pass(1);
    expect(statuses()).toEqual([]);
    expect(catalog.services().value.size).toBe(0);
  });

  it('counts from the first critical report, not from the last', () => {
    const { catalog, pass, statuses } = setUp();
    catalog.register(instance('a'));
    catalog.renew('a', 'critical', 'broken');
    pass(30_000);
    catalog.renew('a', 'critical', 'still broken');
    pass(30_000);
    expect(statuses()).toEqual([]);
  });

  it('forgives an instance that passes in between', () => {
    const { catalog, pass, statuses } = setUp();
    catalog.register(instance('a'));
    catalog.renew('a', 'critical', '');
    pass(59_000);
    catalog.renew('a', 'passing', '');
    catalog.renew('a', 'critical', '');
    pass(59_000);
    expect(statuses()).toEqual(['critical']);
  });

  it('keeps an instance without a check for ever', () => {
    const { catalog, pass, statuses } = setUp();
    catalog.register(unchecked('a'));
    pass(1e12);
    expect(statuses()).toEqual([undefined]);
  });
});

it('refuses one instance too many, and still takes changes of those it has', () => {
  const { catalog } = setUp({ maxInstances: 2 });
  catalog.register(instance('a'));
  catalog.register(instance('b'));
  expect(() => catalog.register(instance('c'))).toThrow(Refusal);
  expect(() => catalog.register(instance('b', { port: 9 }))).not.toThrow();
  catalog.deregister('a');
  expect(() => catalog.register(instance('c'))).not.toThrow();
});

it('gathers the tags of all instances of a service', () => {
  const { catalog } = setUp();
  catalog.register(instance('a', { tags: ['1.0'] }));
  catalog.register(instance('b', { tags: ['1.0', '2.0'] }));
  catalog.register(instance('z', { service: 'other' }));
  expect([...catalog.services().value]).toEqual([
    ['greeter', ['1.0', '2.0']],
    ['other', []],
  ]);
});

it('renews nothing that has no check', () => {
  const { catalog } = setUp();
  catalog.register(unchecked('a'));
  expect(catalog.renew('a', 'passing', '')).toBe(false);
  expect(catalog.renew('nobody', 'passing', '')).toBe(false);
});
