import type { Entry } from '@flotilla/discovery';
import { PolicyWatch } from './policy-watch';
import type { PolicyEvent } from './policy-watch';

/** A key whose entries the test writes. */
class FakeKey {
  key = '';
  signal: AbortSignal | undefined;
  #wake = (): void => undefined;
  readonly #entries: (Entry | undefined | Error)[] = [];

  write(value: string | undefined | Error): Promise<void> {
    const isEntry = typeof value === 'string';
    this.#entries.push(isEntry ? { key: this.key, value, revision: value } : value);
    this.#wake();
    return new Promise((resolve) => setImmediate(resolve));
  }

  async *watch(key: string, { signal }: { signal?: AbortSignal } = {}): AsyncGenerator<Entry | undefined> {
    this.key = key;
    this.signal = signal;
    while (!signal?.aborted) {
      while (this.#entries.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
      const next = this.#entries.shift();
      if (next instanceof Error) throw next;
      yield next;
    }
  }
}

let store: FakeKey;
let watch: PolicyWatch;
let events: PolicyEvent[];

beforeEach(() => {
  store = new FakeKey();
  watch = new PolicyWatch(store, 'greeter');
  events = [];
  watch.observe((event) => events.push(event));
});
afterEach(() => watch.close());

const drained = '{"drained":["greeter-2"]}';

it('begins without a policy, and follows the key of its service', () => {
  expect(watch.current).toEqual({});
  expect(store.key).toBe('flotilla/policies/greeter');
});

it('says what is in force', async () => {
  await store.write(drained);
  expect(watch.current).toEqual({ drained: ['greeter-2'] });
  expect(events).toEqual([{ type: 'applied', revision: drained, policy: watch.current }]);
});

it.each([
  ['a bad document', '{"drained":7}', ['applied', 'rejected']],
  ['a key that vanishes', undefined, ['applied']],
  ['a watch that breaks', new Error('broken'), ['applied', 'watch_failed']],
])('keeps the last good one after %s', async (_what, value, types) => {
  await store.write(drained);
  await store.write(value);
  expect(watch.current).toEqual({ drained: ['greeter-2'] });
  expect(events.map(({ type }) => type)).toEqual(types);
});

it('is reset by an empty document', async () => {
  await store.write(drained);
  await store.write('{}');
  expect(watch.current).toEqual({});
});

it('watches no more once it is closed', async () => {
  watch.close();
  expect(store.signal?.aborted).toBe(true);
  await store.write(drained);
  await store.write(new Error('closed'));
  expect(events.filter(({ type }) => type === 'watch_failed')).toEqual([]);
});
