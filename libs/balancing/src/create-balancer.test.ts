import { createBalancer } from './create-balancer';
import type { BalancerOptions, PolicyName } from './create-balancer';
import { endpoints } from './testing/endpoints';

describe('create balancer', () => {
  it.each<{ options: BalancerOptions; message: string }>([
    {
      options: { policy: 'random' as PolicyName },
      message: 'policy must be one of round_robin, least_request, p2c_peak_ewma, got random',
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
  ])('refuses $options', ({ options, message }) => {
    expect(() => createBalancer(options)).toThrow(new RangeError(message));
  });

  it.each<PolicyName>(['round_robin', 'least_request', 'p2c_peak_ewma'])(
    '%s avoids what was tried',
    (policy) => {
      const balancer = createBalancer({ policy });
      balancer.update(endpoints('a', 'b', 'c'));
      const avoid = new Set(['a', 'b']);
      for (let i = 0; i < 50; i++) expect(balancer.pick({ avoid })?.endpoint.id).toBe('c');
    },
  );

  it.each<PolicyName>(['round_robin', 'least_request', 'p2c_peak_ewma'])(
    '%s has no pick without endpoints',
    (policy) => {
      expect(createBalancer({ policy }).pick()).toBeUndefined();
    },
  );

  it('never ejects when told not to', () => {
    const balancer = createBalancer({ policy: 'round_robin', outlierEjection: false });
    balancer.update(endpoints('a', 'b', 'c'));
    for (let i = 0; i < 60; i++) balancer.pick()?.done({ kind: 'failure' });
    expect(new Set(Array.from({ length: 6 }, () => balancer.pick()?.endpoint.id)).size).toBe(3);
  });
});
