import type { Endpoint } from '@flotilla/call';
import type { PickContext } from '../balancer';
import { createBalancer } from '../create-balancer';
import type { BalancerOptions } from '../create-balancer';
import { endpoint } from '../testing/endpoints';
import { seededRandom } from '../testing/seeded-random';

const picks = 10_000;

function zoned(zone: string, count: number): readonly Endpoint[] {
  return Array.from({ length: count }, (_, index) => endpoint(`${zone}${index}`, { zone }));
}

function start(ready: readonly Endpoint[], known = ready, options: BalancerOptions = {}) {
  const balancer = createBalancer({ policy: 'round_robin', zone: 'a', random: seededRandom(3), ...options });
  balancer.update(ready, known);
  return balancer;
}

type Balancer = ReturnType<typeof start>;

function shareOf(zone: string, balancer: Balancer, contextOf: (call: number) => PickContext = () => ({})) {
  let inZone = 0;
  for (let call = 0; call < picks; call++) {
    if (balancer.pick(contextOf(call))?.endpoint.zone === zone) inZone++;
  }
  return inZone / picks;
}

describe('zone preference', () => {
  it.each([
    { ready: 10, known: 10, share: 1 },
    { ready: 8, known: 10, share: 1 },
    { ready: 7, known: 10, share: 0.98 },
    { ready: 5, known: 10, share: 0.7 },
    { ready: 1, known: 10, share: 0.14 },
    { ready: 0, known: 10, share: 0 },
    { ready: 0, known: 0, share: 0 },
  ])('with $ready of $known in the zone, $share of the calls stay in it', ({ ready, known, share }) => {
    const others = zoned('b', 10);
    const balancer = start([...zoned('a', ready), ...others], [...zoned('a', known), ...others]);
    const found = shareOf('a', balancer);
    if (share === 0 || share === 1) expect(found).toBe(share);
    else expect(Math.abs(found - share)).toBeLessThan(0.02);
  });

  it.each([
    { local: 4, other: 10, share: 0.56 },
    { local: 4, other: 3, share: 0.571 },
    { local: 4, other: 1, share: 0.8 },
    { local: 4, other: 0, share: 1 },
    { local: 1, other: 1, share: 0.5 },
    { local: 8, other: 1, share: 1 },
    { local: 0, other: 1, share: 0 },
  ])('with $local of 10 in the zone and $other of 10 elsewhere, $share of the calls stay', (healthy) => {
    const ready = [...zoned('a', healthy.local), ...zoned('b', healthy.other)];
    const balancer = start(ready, [...zoned('a', 10), ...zoned('b', 10)]);
    expect(Math.abs(shareOf('a', balancer) - healthy.share)).toBeLessThan(0.02);
  });

  it.each([
    { case: 'elsewhere, when nothing is ready there', options: {}, ready: zoned('a', 1), share: 1 },
    { case: 'in any zone, when the caller is in none', options: { zone: undefined }, share: 0.5 },
    { case: 'in any zone, when it is off', options: { zonePreference: false }, share: 0.5 },
  ])('is not looked for $case', ({ options, ready = [...zoned('a', 5), ...zoned('b', 5)], share }) => {
    const known = [...zoned('a', 5), ...zoned('b', 5)];
    expect(shareOf('a', start(ready, known, options))).toBeCloseTo(share, 5);
  });

  it('counts what is ejected as not healthy', () => {
    const balancer = start([...zoned('a', 2), ...zoned('b', 8)]);
    for (let call = 0; call < 20; call++) {
      const pick = balancer.pick();
      pick?.done({ kind: pick.endpoint.id === 'a0' ? 'failure' : 'success' });
    }
    expect(Math.abs(shareOf('a', balancer) - 0.7)).toBeLessThan(0.02);
  });

  it.each([
    { tried: ['a0'], zone: 'a' },
    { tried: ['a0', 'a1'], zone: 'b' },
    { tried: ['a0', 'a1', 'b0', 'b1'], zone: 'a' },
  ])('a call that tried $tried goes on in zone $zone', ({ tried, zone }) => {
    const balancer = start([...zoned('a', 2), ...zoned('b', 2)]);
    expect(shareOf(zone, balancer, () => ({ avoid: new Set(tried) }))).toBe(1);
  });

  it('a call that tried all others stays, also when the zone is spilling over', () => {
    const balancer = start([...zoned('a', 1), ...zoned('b', 1)], [...zoned('a', 9), ...zoned('b', 1)]);
    expect(shareOf('a', balancer, () => ({ avoid: new Set(['b0']) }))).toBe(1);
  });

  it('a key stays on one side of the spill-over', () => {
    const others = zoned('b', 10);
    const balancer = start([...zoned('a', 5), ...others], [...zoned('a', 10), ...others]);
    for (let key = 0; key < 200; key++) {
      const context = { hashKey: `key-${key}` };
      const zones = Array.from({ length: 5 }, () => balancer.pick(context)?.endpoint.zone);
      expect(new Set(zones).size).toBe(1);
    }
    expect(Math.abs(shareOf('a', balancer, (call) => ({ hashKey: `key-${call}` })) - 0.7)).toBeLessThan(0.02);
  });
});
