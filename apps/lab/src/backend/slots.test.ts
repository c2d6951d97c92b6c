import { neverAborted } from '@flotilla/call';
import { Slots } from './slots';

let slots: Slots;
/** What has begun, in order. */
let begun: string[];
let ends: Map<string, () => void>;

function begin(name: string, signal = neverAborted): Promise<void> {
  return slots.run(() => {
    begun.push(name);
    return new Promise((resolve) => ends.set(name, resolve));
  }, signal);
}

async function end(name: string): Promise<void> {
  ends.get(name)?.();
  await settle();
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  slots = new Slots();
  begun = [];
  ends = new Map();
});

it('lets all work begin at once until there is a number of slots', async () => {
  for (const name of ['a', 'b', 'c']) void begin(name);
  await settle();
  expect(begun).toEqual(['a', 'b', 'c']);
});

it('lets the others wait, first come, first served', async () => {
  slots.count = 2;
  for (const name of ['a', 'b', 'c', 'd']) void begin(name);
  await settle();
  expect(begun).toEqual(['a', 'b']);
  await end('b');
  expect(begun).toEqual(['a', 'b', 'c']);
  await end('a');
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
});

it('lets go of who gives up, and of who comes too late for that', async () => {
  slots.count = 1;
  const caller = new AbortController();
  void begin('a');
  const waiting = begin('b', caller.signal);
  void begin('c');
  caller.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await expect(begin('d', caller.signal)).rejects.toThrow('enough');
  await end('a');
  expect(begun).toEqual(['a', 'c']);
});

it('frees the slot of work that fails', async () => {
  slots.count = 1;
  await expect(slots.run(() => Promise.reject(new Error('no')), neverAborted)).rejects.toThrow('no');
  void begin('a');
  await settle();
  expect(begun).toEqual(['a']);
});

it('lets those who wait begin when there are more slots', async () => {
  slots.count = 1;
  for (const name of ['a', 'b', 'c']) void begin(name);
  slots.count = 2;
  await settle();
  expect(begun).toEqual(['a', 'b']);
});
