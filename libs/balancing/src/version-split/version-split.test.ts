import type { Endpoint } from '@flotilla/call';
import type { Balancer, PickContext } from '../balancer';
import { createBalancer } from '../create-balancer';
import { endpoint } from '../testing/endpoints';
import { seededRandom } from '../testing/seeded-random';

type Table = Readonly<Record<string, number>>;

const calls = 10_000;

/** Two endpoints of each version: `1-0`, `1-1`, `2-0` … */
function of(...versions: readonly string[]): readonly Endpoint[] {
  return versions.flatMap((version) => [0, 1].map((slot) => endpoint(`${version}-${slot}`, { version })));
}

function start(versions: Table, ready = of('1', '2', '3')): Balancer {
  const balancer = createBalancer({ policy: 'round_robin', random: seededRandom(5), versions });
  balancer.update(ready);
  return balancer;
}

function versionsOf(
  balancer: Balancer,
  contextOf: (call: number) => PickContext = () => ({}),
): readonly (string | undefined)[] {
  return Array.from({ length: calls }, (_, call) => balancer.pick(contextOf(call))?.endpoint.version);
}

const byKey = (call: number): PickContext => ({ hashKey: `customer-${call}` });

function shareOf(version: string, picked: readonly (string | undefined)[]): number {
  return picked.filter((each) => each === version).length / picked.length;
}

describe('version split', () => {
  it.each<{ table: Table; ready?: string[]; shares: Table }>([
    { table: {}, shares: { 1: 0.333, 2: 0.333, 3: 0.333 } },
    { table: { 2: 5 }, shares: { 1: 0.475, 2: 0.05, 3: 0.475 } },
    { table: { 2: 100 }, shares: { 1: 0, 2: 1, 3: 0 } },
    { table: { 2: 0 }, shares: { 1: 0.5, 2: 0, 3: 0.5 } },
    { table: { 1: 20, 2: 30 }, shares: { 1: 0.2, 2: 0.3, 3: 0.5 } },
    { table: { 1: 33.3, 2: 33.3, 3: 33.4 }, shares: { 1: 0.333, 2: 0.333, 3: 0.334 } },
    { table: { 2: 5 }, ready: ['1'], shares: { 1: 1 } },
    { table: { 2: 5 }, ready: ['2'], shares: { 2: 1 } },
    { table: { 2: 0 }, ready: ['2'], shares: { 2: 1 } },
    { table: { 2: 100 }, ready: ['1'], shares: { 1: 1 } },
    { table: { 1: 20, 2: 30 }, ready: ['1', '2'], shares: { 1: 0.4, 2: 0.6 } },
    { table: { 1: 0, 2: 0 }, ready: ['1', '2'], shares: { 1: 0.5, 2: 0.5 } },
  ])('$table gives $shares to $ready', ({ table, ready = ['1', '2', '3'], shares }) => {
    for (const contextOf of [() => ({}), byKey]) {
      const picked = versionsOf(start(table, of(...ready)), contextOf);
      for (const [version, share] of Object.entries(shares)) {
        expect(Math.abs(shareOf(version, picked) - share)).toBeLessThan(0.015);
      }
    }
  });

  it('gives a canary 5 % within 1 percentage point, with a key and without', () => {
    const balancer = start({ 2: 5 }, of('1', '2'));
    for (const contextOf of [() => ({}), byKey]) {
      expect(Math.abs(shareOf('2', versionsOf(balancer, contextOf)) - 0.05)).toBeLessThan(0.01);
    }
  });

  it('takes endpoints without a version for one of the others', () => {
    const balancer = start({ 2: 50 }, [endpoint('x'), ...of('2')]);
    expect(Math.abs(shareOf('2', versionsOf(balancer)) - 0.5)).toBeLessThan(0.02);
  });

  it('sends a key to the same version each time', () => {
    const balancer = start({ 1: 30, 2: 30 });
    const others = start({ 1: 30, 2: 30 });
    others.pick();
    expect(versionsOf(balancer, byKey)).toEqual(versionsOf(others, byKey).map((version) => version));
  });

  it('moves no key back when a version is given more', () => {
    const balancer = start({ 1: 30, 2: 5 }, of('1', '2', '3'));
    const before = versionsOf(balancer, byKey);
    balancer.reconfigure({ policy: 'round_robin', versions: { 1: 30, 2: 10 } });
    const after = versionsOf(balancer, byKey);
    expect(Math.abs(shareOf('2', after) - 0.1)).toBeLessThan(0.01);
    before.forEach((version, key) => version === '2' && expect(after[key]).toBe('2'));
  });

  it('moves only the keys of a version that is gone', () => {
    const balancer = start({ 1: 30, 2: 30, 3: 40 });
    const before = versionsOf(balancer, byKey);
    balancer.update(of('1', '2'), of('1', '2', '3'));
    const after = versionsOf(balancer, byKey);
    before.forEach((version, key) => version !== '3' && expect(after[key]).toBe(version));
  });

  it.each([
    { tried: ['2-0'], picked: ['2-1'] },
    { tried: ['2-0', '2-1'], picked: ['1-0', '1-1'] },
    { tried: ['1-0', '1-1', '2-0', '2-1'], picked: ['2-0', '2-1'] },
  ])('a call of version 2 that tried $tried goes on at $picked', ({ tried, picked }) => {
    const balancer = start({ 2: 50 }, of('1', '2'));
    const hashKey = Array.from({ length: 100 }, (_, call) => `customer-${call}`).find(
      (key) => balancer.pick({ hashKey: key })?.endpoint.version === '2',
    ) as string;
    const ids = Array.from(
      { length: 20 },
      () => balancer.pick({ hashKey, avoid: new Set(tried) })?.endpoint.id,
    );
    expect([...new Set(ids)].sort()).toEqual(picked);
  });

  it('keeps what is known of the loads when the table changes', () => {
    const balancer = createBalancer({ policy: 'least_request', versions: { 2: 5 } });
    balancer.update(of('1'));
    const busy = balancer.pick()?.endpoint.id;
    balancer.reconfigure({ policy: 'least_request', versions: { 2: 10, 3: 1 } });
    for (let call = 0; call < 20; call++) {
      const pick = balancer.pick();
      expect(pick?.endpoint.id).not.toBe(busy);
      pick?.done({ kind: 'success' });
    }
  });
});
