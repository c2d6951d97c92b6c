import type { Endpoint } from '@flotilla/call';
import { createBalancer } from './create-balancer';
import type { BalancerOptions } from './create-balancer';
import { policyNames } from './settings';

const [a, b, c] = ['a', 'b', 'c'].map((id, index) => ({
  id,
  host: '127.0.0.1',
  port: 50_051 + index,
  weight: 1,
  zone: id === 'c' ? 'east' : 'west',
  version: id === 'b' ? '2' : '1',
})) as [Endpoint, Endpoint, Endpoint];

function balancerOf(options: BalancerOptions) {
  const balancer = createBalancer({ slowStartMs: 0, clock: () => 0, ...options });
  balancer.update([a, b, c]);
  return balancer;
}

it.each(policyNames)('counts what is in flight to each endpoint under %s', (policy) => {
  const balancer = balancerOf({ policy });
  const picks = Array.from({ length: 30 }, () => balancer.pick());
  const sent = (id: string): number => picks.filter((pick) => pick?.endpoint.id === id).length;
  expect(balancer.loads()).toMatchObject(
    [a, b, c].map((endpoint) => ({ endpoint, inFlight: sent(endpoint.id), ejected: false })),
  );
  for (const pick of picks) {
    pick?.done({ kind: 'success', latencyMs: 5 });
    pick?.done({ kind: 'cancelled' });
  }
  expect(balancer.loads().map(({ inFlight }) => inFlight)).toEqual([0, 0, 0]);
});

it('goes on counting when an endpoint is described anew while calls are in flight', () => {
  const balancer = balancerOf({ policy: 'round_robin', random: () => 0 });
  const pick = balancer.pick();
  const renewed = [a, b, c].map((endpoint) => ({ ...endpoint, weight: 2 }));
  balancer.update(renewed);
  expect(balancer.loads().map(({ inFlight }) => inFlight)).toEqual([1, 0, 0]);
  pick?.done({ kind: 'success' });
  expect(balancer.loads().map(({ inFlight }) => inFlight)).toEqual([0, 0, 0]);
});

it('says what peak EWMA takes the latency of endpoints for, in every version and zone', () => {
  const balancer = balancerOf({ zone: 'west', versions: { 2: 50 } });
  for (let calls = 0; calls < 50; calls++) balancer.pick()?.done({ kind: 'success', latencyMs: 40 });
  expect(balancer.loads().map(({ latencyMs }) => latencyMs)).toEqual([40, 40, 30]);
});

it('knows no latencies under a policy that does not go by them', () => {
  expect(balancerOf({ policy: 'round_robin' }).loads()[0]).not.toHaveProperty('latencyMs');
});

it('lists those that are ejected', () => {
  const balancer = balancerOf({ policy: 'round_robin' });
  for (let calls = 0; calls < 30; calls++) {
    const pick = balancer.pick();
    pick?.done({ kind: pick.endpoint.id === 'a' ? 'failure' : 'success' });
  }
  expect(balancer.loads().map(({ ejected }) => ejected)).toEqual([true, false, false]);
});
