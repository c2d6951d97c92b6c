import { parsePolicy } from './parse-policy';

it('reads every part that there is', () => {
  const document = {
    timeouts: { callMs: 500, attemptMs: 200 },
    retry: { maxAttempts: 2, backoffMs: 10, maxBackoffMs: 100 },
    balancing: { policy: 'round_robin' },
    ejection: {
      enabled: true,
      consecutiveFailures: 3,
      baseEjectionMs: 1_000,
      maxEjectionMs: 9_000,
      maxEjectedRatio: 0.3,
    },
    drained: ['greeter-2'],
  };
  expect(parsePolicy(JSON.stringify(document))).toEqual(document);
});

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
    'balancing.policy must be one of round_robin, least_request, p2c_peak_ewma, got "random"',
  ],
  ['{"drained":["a b"]}', 'drained.0 must be the id of an instance, got "a b"'],
  ['{"hedging":{}}', 'hedging is not known; known are timeouts, retry, balancing, ejection, drained'],
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
