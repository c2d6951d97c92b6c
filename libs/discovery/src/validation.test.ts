import { greeter } from './testing/instances';
import { assertInstance } from './validation';

const full = {
  ...greeter(1),
  weight: 0.5,
  zone: 'eu-1',
  version: '1.2.0+7',
  metadata: { adminPort: '9464', note: '' },
};

it.each([greeter(1), full, { ...full, host: '::1' }, { ...full, host: 'greeter.internal', port: 65_535 }])(
  'accepts %j',
  (instance) => expect(() => assertInstance(instance)).not.toThrow(),
);

it.each<[object, RegExp]>([
  [{ id: '' }, /^instance\.id must be .*, got ''$/],
  [{ id: 'a/b' }, /^instance\.id must be .*, got 'a\/b'$/],
  [{ service: 'no_underscore' }, /^instance\.service must be a DNS label.*, got 'no_underscore'$/],
  [{ service: 'x'.repeat(64) }, /^instance\.service must be/],
  [{ host: 'http://h' }, /^instance\.host must be a host name or an IP address, got 'http:\/\/h'$/],
  [{ port: 0 }, /^instance\.port must be an integer from 1 to 65535, got 0$/],
  [{ port: 80.5 }, /^instance\.port must be an integer/],
  [{ port: Number.NaN }, /^instance\.port .* got NaN$/],
  [{ weight: 0 }, /^instance\.weight must be a number from 0\.001 to 10000, got 0$/],
  [{ weight: Infinity }, /^instance\.weight .* got Infinity$/],
  [{ zone: '' }, /^instance\.zone must be/],
  [{ version: '1 2' }, /^instance\.version must be .*, got '1 2'$/],
  [{ metadata: { 'a b': '' } }, /^a key of instance\.metadata must be .*, got 'a b'$/],
  [{ metadata: { weight: '2' } }, /^instance\.metadata must not hold weight: set instance\.weight$/],
  [
    { metadata: { note: 'x'.repeat(513) } },
    /^instance\.metadata\.note must be at most 512 characters, got 'x{80}'\.\.\. 433 more/,
  ],
  [
    { metadata: Object.fromEntries(Array.from({ length: 62 }, (_, key) => [`k${key}`, ''])) },
    /^the number of keys of instance\.metadata must be an integer from 0 to 61, got 62$/,
  ],
])('refuses the value of %j', (fields, message) => {
  const refusal = (): void => assertInstance({ ...full, ...fields });
  expect(refusal).toThrow(RangeError);
  expect(refusal).toThrow(message);
});

it.each<[object, string]>([
  [{ id: 7 }, 'instance.id must be a string, got 7'],
  [{ port: '80' }, "instance.port must be a number, got '80'"],
  [{ metadata: null }, 'instance.metadata must be an object, got null'],
  [{ metadata: { adminPort: 9464 } }, 'instance.metadata.adminPort must be a string, got 9464'],
])('refuses the type of %j', (fields, message) => {
  expect(() => assertInstance({ ...full, ...fields })).toThrow(new TypeError(message));
});
