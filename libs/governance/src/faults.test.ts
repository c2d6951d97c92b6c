import { parsePolicy } from './parse-policy';

const parse = (...faults: unknown[]) => parsePolicy(JSON.stringify({ faults }));

it.each([
  { latencyMs: 60_000 },
  { code: 'UNAVAILABLE' },
  { latencyMs: 1, code: 'DATA_LOSS', share: 0.001 },
  {
    abort: true,
    share: 1,
    instances: ['greeter-2'],
    methods: ['SayHello', 'flotilla.greeter.v1.G/SayHello'],
  },
  { abort: true, until: '2027-01-31T12:00:00Z' },
  { abort: true, until: '2027-01-31T12:00:00.5+02:00' },
])('takes %j', (fault) => {
  expect(parse(fault)).toEqual({ faults: [fault] });
});

const many = (length: number) => Array.from({ length }, () => 'a');

it.each<[object, string]>([
  [{}, 'faults.0 must have at least one of latencyMs, code and abort, got {}'],
  [{ share: 0.5 }, 'faults.0 must have at least one of latencyMs, code and abort, got {"share":0.5}'],
  [{ code: 'INTERNAL', abort: true }, 'faults.0.abort must not stand beside code, got true'],
  [{ latencyMs: 0 }, 'faults.0.latencyMs must be a whole number, 1 to 60000, got 0'],
  [{ latencyMs: 60_001 }, 'faults.0.latencyMs must be a whole number, 1 to 60000, got 60001'],
  [{ code: 'OK' }, 'faults.0.code must be one of CANCELLED, UNKNOWN, '],
  [{ code: 'UNAVALABLE' }, 'UNAUTHENTICATED, got "UNAVALABLE"'],
  [{ abort: false }, 'faults.0.abort must be true, or left out, got false'],
  [{ abort: true, share: 0 }, 'faults.0.share must be a share, above 0 to 1, got 0'],
  [{ abort: true, share: 1.5 }, 'faults.0.share must be a share, above 0 to 1, got 1.5'],
  [{ abort: true, instances: ['a b'] }, 'faults.0.instances.0 must be the id of an instance, got "a b"'],
  [{ abort: true, instances: [] }, 'faults.0.instances must name 1 to 100 instances, got []'],
  [{ abort: true, instances: many(101) }, 'faults.0.instances must name 1 to 100 instances, got ["a",'],
  [
    { abort: true, methods: ['Say Hello'] },
    'faults.0.methods.0 must be the name of a method, got "Say Hello"',
  ],
  [{ abort: true, methods: many(101) }, 'faults.0.methods must name 1 to 100 methods, got ["a",'],
  [
    { abort: true, until: '2027-01-31T12:00:00' },
    'faults.0.until must be an instant in ISO 8601 with its zone, as 2027-01-31T12:00:00Z, got "2027-01-31T12:00:00"',
  ],
  [{ abort: true, until: '2027-02-31T12:00:00Z' }, 'faults.0.until must be an instant in ISO 8601'],
  [
    { latency: 5 },
    'faults.0.latency is not known; known are latencyMs, code, abort, share, instances, methods, until',
  ],
])('refuses %j', (fault, message) => {
  expect(() => parse(fault)).toThrow(message);
});

it('takes 20 faults, and no more', () => {
  const faults = Array.from({ length: 21 }, () => ({ abort: true }));
  expect(() => parse(...faults.slice(1))).not.toThrow();
  expect(() => parse(...faults)).toThrow('faults must be at most 20 faults, got [{');
});
