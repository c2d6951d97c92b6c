import { createBalancer } from './create-balancer';
import type { BalancerOptions } from './create-balancer';
import type { Balancer } from './balancer';
import { policyNames } from './settings';
import type { BalancerSettings, PolicyName } from './settings';
import { endpoint, endpoints } from './testing/endpoints';

describe('create balancer', () => {
  it.each<{ options: BalancerOptions; message: string }>([
    {
      options: { policy: 'random' as PolicyName },
      message: `policy must be one of ${policyNames.join(', ')}, got random`,
    },
    {
      options: { outlierEjection: { consecutiveFailures: 0 } },
      message: 'outlierEjection.consecutiveFailures must be an integer above 0, got 0',
    },
    {
      options: { outlierEjection: { baseEjectionMs: NaN } },
      message: 'outlierEjection.baseEjectionMs must be above 0, got NaN',
    },
    {
      options: { outlierEjection: { maxEjectionMs: 1 } },
      message: 'outlierEjection.maxEjectionMs must be at least baseEjectionMs (30000), got 1',
    },
    {
      options: { outlierEjection: { maxEjectedRatio: 2 } },
      message: 'outlierEjection.maxEjectedRatio must be from 0 to 1, got 2',
    },
    {
      options: { outlierEjection: { failurePercentage: 100 } },
      message: 'outlierEjection.failurePercentage must be above 0 and below 100, got 100',
    },
    {
      options: { outlierEjection: { successRateDeviations: 0 } },
      message: 'outlierEjection.successRateDeviations must be above 0, got 0',
    },
    {
      options: { outlierEjection: { intervalMs: false as unknown as number } },
      message: 'outlierEjection.intervalMs must be above 0, got false',
    },
    { options: { slowStartMs: -1 }, message: 'slowStartMs must be finite and at least 0, got -1' },
    { options: { slowStartMs: NaN }, message: 'slowStartMs must be finite and at least 0, got NaN' },
    {
      options: { zonePreference: 'yes' as unknown as boolean },
      message: 'zonePreference must be true or false, got yes',
    },
    {
      options: { versions: { 2: 101 } },
      message: 'versions["2"] must be a percentage, 0 to 100, got 101',
    },
    {
      options: { versions: { 1: 60, 2: 50 } },
      message: 'versions must add up to at most 100 percent, got 110',
    },
    {
      options: { versions: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [index, 0])) },
      message: 'versions must be at most 100, got 101',
    },
  ])('refuses $options', ({ options, message }) => {
    expect(() => createBalancer(options)).toThrow(new RangeError(message));
  });

  it.each(policyNames)('%s avoids what was tried', (policy) => {
    const balancer = createBalancer({ policy });
    balancer.update(endpoints('a', 'b', 'c'));
    const avoid = new Set(['a', 'b']);
    for (let i = 0; i < 50; i++) expect(balancer.pick({ avoid })?.endpoint.id).toBe('c');
  });

  it.each(policyNames)('%s has no pick without endpoints', (policy) => {
    expect(createBalancer({ policy }).pick()).toBeUndefined();
  });

  it('never ejects when told not to', () => {
    const balancer = createBalancer({ policy: 'round_robin', outlierEjection: false });
    balancer.update(endpoints('a', 'b', 'c'));
    for (let i = 0; i < 60; i++) balancer.pick()?.done({ kind: 'failure' });
    expect(new Set(Array.from({ length: 6 }, () => balancer.pick()?.endpoint.id)).size).toBe(3);
  });
});

describe('a balancer that is reconfigured', () => {
  const failFive = (balancer: Balancer): void => {
    for (let i = 0; i < 40; i++) {
      const pick = balancer.pick();
      pick?.done({ kind: pick.endpoint.id === 'a' ? 'failure' : 'success' });
    }
  };
  const picked = (balancer: Balancer): Set<string | undefined> =>
    new Set(
      Array.from({ length: 12 }, () => {
        const pick = balancer.pick();
        pick?.done({ kind: 'cancelled' });
        return pick?.endpoint.id;
      }),
    );
  const ab = ['a', 'b'].map((id) => endpoint(id, { zone: 'here' }));
  let balancer: Balancer;

  beforeEach(() => {
    balancer = createBalancer({ policy: 'round_robin' });
    balancer.update(endpoints('a', 'b', 'c'));
  });

  it('keeps away from what was ejected, under another policy too', () => {
    failFive(balancer);
    balancer.reconfigure({ policy: 'least_request' });
    expect(picked(balancer)).toEqual(new Set(['b', 'c']));
  });

  it('chooses by the new policy from then on', () => {
    balancer.reconfigure({ policy: 'ring_hash' });
    const ids = Array.from({ length: 12 }, () => {
      const pick = balancer.pick({ hashKey: 'ada' });
      pick?.done({ kind: 'success' });
      return pick?.endpoint.id;
    });
    expect(new Set(ids).size).toBe(1);
  });

  it('ejects by the new rule from then on', () => {
    balancer.reconfigure({ policy: 'round_robin', outlierEjection: { consecutiveFailures: 1 } });
    const pick = balancer.pick();
    pick?.done({ kind: 'failure' });
    expect(picked(balancer)).not.toContain(pick?.endpoint.id);
  });

  it('lets everything return when nothing is to be ejected any more', () => {
    failFive(balancer);
    expect(picked(balancer)).not.toContain('a');
    balancer.reconfigure({ policy: 'round_robin', outlierEjection: false });
    expect(picked(balancer)).toContain('a');
  });

  it.each<BalancerSettings>([
    {},
    { slowStartMs: 0 },
    { zonePreference: false },
    { versions: { '2.0.0': 5 } },
    { outlierEjection: false },
  ])('keeps what it knows of loads under the same policy, whatever else changes: %j', (settings) => {
    balancer = createBalancer({ policy: 'least_request', zone: 'here' });
    balancer.update(ab);
    const busy = balancer.pick()?.endpoint.id;
    balancer.reconfigure({ policy: 'least_request', ...settings });
    for (let i = 0; i < 10; i++) {
      const pick = balancer.pick();
      expect(pick?.endpoint.id).not.toBe(busy);
      pick?.done({ kind: 'cancelled' });
    }
  });

  it.each<BalancerSettings>([
    { policy: 'random' as PolicyName },
    { policy: 'least_request', outlierEjection: { consecutiveFailures: 0 } },
    { policy: 'least_request', versions: { 1: 200 } },
  ])('is as it was after %j, which it refuses', (settings) => {
    failFive(balancer);
    expect(() => balancer.reconfigure(settings)).toThrow(RangeError);
    expect(picked(balancer)).toEqual(new Set(['b', 'c']));
  });
});
