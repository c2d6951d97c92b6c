import { policyNames } from '@flotilla/balancing';
import { parsePolicy } from './parse-policy';

it('reads every part that there is', () => {
  const document = {
    timeouts: { callMs: 500, attemptMs: 200, minLeftMs: 5 },
    retry: {
      maxAttempts: 2,
      backoffMs: 10,
      maxBackoffMs: 100,
      budget: { enabled: true, ratio: 0.1, minPerSecond: 5 },
    },
    balancing: {
      policy: 'round_robin',
      slowStartMs: 5_000,
      zonePreference: false,
      versions: { '2.0.0': 5, '2.1.0-rc.1': 0.5 },
    },
    ejection: {
      enabled: true,
      consecutiveFailures: 3,
      failurePercentage: 50,
      failurePercentageMinCalls: 20,
      failurePercentageMinEndpoints: 3,
      successRateDeviations: 2.5,
      successRateMinCalls: 50,
      successRateMinEndpoints: 7,
      intervalMs: 5_000,
      baseEjectionMs: 1_000,
      maxEjectionMs: 9_000,
      maxEjectedRatio: 0.3,
    },
    hedging: { enabled: true, quantile: 0.95, maxRatio: 0.1 },
    circuitBreaker: {
      enabled: true,
      failureRate: 0.3,
      minCalls: 50,
      windowMs: 20_000,
      openMs: 5_000,
      probes: 1,
      slowCallMs: 900,
      slowCallRate: 0.9,
      probeTimeoutMs: 20_000,
    },
    limiter: { enabled: true, limit: 50, maxStreams: 10 },
    clientThrottle: { enabled: true, k: 1.5 },
    fallback: { lastGoodMs: 30_000 },
    drained: ['greeter-2'],
    admission: {
      enabled: true,
      limit: 'gradient',
      minLimit: 2,
      maxLimit: 100,
      initialLimit: 10,
      maxStreams: 100,
      maxLoopDelayMs: 50,
    },
    rateLimit: { perSecond: 20, burst: 40, by: 'header:x-client-id' },
  };
  expect(parsePolicy(JSON.stringify(document))).toEqual(document);
});

it('turns rules of ejection off', () => {
  const ejection = { consecutiveFailures: false, failurePercentage: false, successRateDeviations: false };
  expect(parsePolicy(JSON.stringify({ ejection }))).toEqual({ ejection });
});

it.each([{}, { a: 100 }, { a: 33.3, b: 33.3, c: 33.4 }, { a: 0, b: 0 }])(
  'takes %j as versions',
  (versions) => {
    expect(parsePolicy(JSON.stringify({ balancing: { versions } }))).toEqual({ balancing: { versions } });
  },
);

it('may say nothing', () => {
  expect(parsePolicy('{}')).toEqual({});
});

it('is frozen, to the last of its parts', () => {
  const policy = parsePolicy('{"timeouts":{"callMs":1},"drained":["a"]}');
  expect([policy, policy.timeouts, policy.drained].every(Object.isFrozen)).toBe(true);
});

it.each([
  ['{', 'the document must be JSON'],
  ['[]', 'the document must be an object, got []'],
  ['7', 'the document must be an object, got 7'],
  ['null', 'the document must be an object, got null'],
  ['{"retry":3}', 'retry must be an object, got 3'],
  ['{"retry":{"maxAttempts":0}}', 'retry.maxAttempts must be a whole number, 1 to 10, got 0'],
  ['{"retry":{"maxAttempts":"3"}}', 'retry.maxAttempts must be a whole number, 1 to 10, got "3"'],
  ['{"retry":{"maxAttempts":2.5}}', 'retry.maxAttempts must be a whole number, 1 to 10, got 2.5'],
  ['{"timeouts":{"callMs":-1}}', 'timeouts.callMs must be a whole number, 1 to 600000, got -1'],
  ['{"ejection":{"maxEjectedRatio":2}}', 'ejection.maxEjectedRatio must be a share, 0 to 1, got 2'],
  ['{"ejection":{"enabled":"no"}}', 'ejection.enabled must be true or false, got "no"'],
  [
    '{"balancing":{"policy":"random"}}',
    `balancing.policy must be one of ${policyNames.join(', ')}, got "random"`,
  ],
  ['{"balancing":{"slowStartMs":-1}}', 'balancing.slowStartMs must be a whole number, 0 to 3600000, got -1'],
  ['{"balancing":{"zonePreference":1}}', 'balancing.zonePreference must be true or false, got 1'],
  ['{"balancing":{"versions":["1"]}}', 'balancing.versions must be an object, got ["1"]'],
  [
    '{"balancing":{"versions":{"2.0.0":101}}}',
    'balancing.versions["2.0.0"] must be a percentage, 0 to 100, got 101',
  ],
  [
    '{"balancing":{"versions":{"1":60,"2":50}}}',
    'balancing.versions must add up to at most 100 percent, got 110',
  ],
  [
    '{"balancing":{"versions":{"a b":5}}}',
    'balancing.versions must name each version in 1 to 128 printable ASCII characters without spaces, got {"a b":5}',
  ],
  [
    JSON.stringify({
      balancing: { versions: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [n, 0])) },
    }),
    'balancing.versions must be at most 100, got 101',
  ],
  [
    '{"ejection":{"consecutiveFailures":0}}',
    'ejection.consecutiveFailures must be a whole number, 1 to 1000, or false, got 0',
  ],
  [
    '{"ejection":{"failurePercentage":true}}',
    'ejection.failurePercentage must be a whole number, 1 to 99, or false, got true',
  ],
  [
    '{"ejection":{"successRateDeviations":0}}',
    'ejection.successRateDeviations must be a number, 0.1 to 10, or false, got 0',
  ],
  ['{"retry":{"backoffMs":500}}', 'retry.backoffMs must be from 0 to maxBackoffMs (250), got 500'],
  [
    '{"ejection":{"maxEjectionMs":1000}}',
    'ejection.maxEjectionMs must be at least baseEjectionMs (30000), got 1000',
  ],
  ['{"drained":["a b"]}', 'drained.0 must be the id of an instance, got "a b"'],
  ['{"mood":{}}', 'mood is not known; known are timeouts, retry, balancing, ejection, hedging, '],
  ['{"retry":{"budget":{"share":1}}}', 'retry.budget.share is not known; known are enabled, ratio, minPer'],
  ['{"retry":{"budget":{"ratio":-1}}}', 'retry.budget.ratio must be a number, 0 to 10, got -1'],
  [
    '{"hedging":{"quantile":0.9,"delayMs":20}}',
    'hedging.quantile (0.9) and hedging.delayMs (20) contradict each other: give one',
  ],
  [
    '{"admission":{"limit":10,"maxLimit":3}}',
    'admission.maxLimit is for a limit that is learned, and admission.limit is 10: give one',
  ],
  [
    '{"timeouts":{"callMs":500,"minLeftMs":500}}',
    'timeouts.minLeftMs must be below callMs and attemptMs (500), got 500',
  ],
  [
    '{"timeouts":{"minLeftMs":1000}}',
    'timeouts.minLeftMs must be below callMs and attemptMs (1000), got 1000',
  ],
  ['{"hedging":{"quantile":1}}', 'hedging.quantile must be a number, 0.5 to 0.9999, got 1'],
  ['{"circuitBreaker":{"failureRate":0}}', 'circuitBreaker.failureRate must be a share, 0.01 to 1, got 0'],
  ['{"limiter":{"limit":0}}', 'limiter.limit must be a whole number, 1 to 100000, or gradient'],
  ['{"rateLimit":{}}', 'rateLimit.perSecond must be a number, 0.001 to 1000000, got nothing'],
  ['{"rateLimit":{"perSecond":1,"by":"cookie"}}', 'rateLimit.by must be all, address, or header: and a name'],
  ['{"retry":{"attempts":3}}', 'retry.attempts is not known; known are maxAttempts, backoffMs, maxBackoffMs'],
])('refuses %s: %s', (document, message) => {
  expect(() => parsePolicy(document)).toThrow(message);
});

it('names every fault, and no document is shown at length', () => {
  const document = JSON.stringify({ retry: 3, timeouts: 'x'.repeat(1_000) });
  expect(() => parsePolicy(document)).toThrow(
    /^timeouts must be an object, got "x{79}…; retry must be an object, got 3$/,
  );
});
