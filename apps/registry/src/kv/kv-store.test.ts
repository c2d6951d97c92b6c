import { KvStore } from './kv-store';

const onChange = jest.fn<void, [string]>();
let store: KvStore;

beforeEach(() => {
  onChange.mockClear();
  store = new KvStore({ maxKeys: 3, maxBytes: 20, onChange });
});

function put(key: string, text = '', options = {}): boolean {
  return store.put(key, Buffer.from(text), options);
}

function indexes(...keys: string[]): number[] {
  return keys.map((key) => store.get(key).index);
}

it('keeps what is written, with the indexes of its first and last change', () => {
  put('a', '1', { flags: 7 });
  put('b');
  put('a', '2');
  expect(store.get('a')).toEqual({
    index: 4,
    value: { key: 'a', value: Buffer.from('2'), flags: 0, createIndex: 2, modifyIndex: 4 },
  });
  expect(onChange.mock.calls).toEqual([['a'], ['b'], ['a']]);
});

it('answers for an entry with its own index, for what is not there with the latest of all', () => {
  expect(indexes('a')).toEqual([1]);
  put('a');
  put('b');
  expect(indexes('a', 'b', 'c')).toEqual([2, 3, 3]);
  store.delete('a');
  expect(indexes('a', 'b', 'c')).toEqual([4, 3, 4]);
});

it.each<[string, () => boolean, boolean]>([
  ['the same value again', () => put('a', '1'), true],
  ['over another index', () => put('a', '2', { cas: 9 }), false],
  ['what must be absent', () => put('a', '2', { cas: 0 }), false],
  ['nothing, over an index', () => put('b', '2', { cas: 2 }), false],
  ['a deletion of another index', () => store.delete('a', 9), false],
  ['a deletion of what is not there', () => store.delete('b', 9), true],
])('takes no index and tells nobody of a write of %s', (_, change, result) => {
  put('a', '1');
  onChange.mockClear();
  expect(change()).toBe(result);
  expect(onChange).not.toHaveBeenCalled();
  expect(indexes('a', 'b')).toEqual([2, 2]);
});

it('writes and deletes at the index that is there', () => {
  expect(put('a', '1', { cas: 0 })).toBe(true);
  expect(put('a', '2', { cas: 2 })).toBe(true);
  expect(put('a', '2', { flags: 1 })).toBe(true);
  expect(store.delete('a', 3)).toBe(false);
  expect(store.delete('a', 4)).toBe(true);
  expect(store.get('a')).toEqual({ index: 5, value: undefined });
});

it('lists by prefix in order, at the latest of their changes and of deletions', () => {
  for (const key of ['t/b', 't/a', 'u']) put(key);
  const list = (prefix: string): unknown[] => {
    const { index, value } = store.list(prefix);
    return [index, ...value.map(({ key }) => key)];
  };
  expect(list('t/')).toEqual([3, 't/a', 't/b']);
  expect(list('')).toEqual([4, 't/a', 't/b', 'u']);
  expect(list('x')).toEqual([4]);
  store.delete('t/a');
  put('u', '1');
  expect(list('t/')).toEqual([5, 't/b']);
  store.deleteTree('t/');
  expect(list('t/')).toEqual([7]);
  expect(list('')).toEqual([7, 'u']);
});

it('is full at a number of keys, and has room after a deletion', () => {
  for (const key of ['a', 'b', 'c']) put(key);
  expect(() => put('d')).toThrow('it holds 3 keys');
  expect(put('c', '1')).toBe(true);
  store.deleteTree('');
  expect(put('d')).toBe(true);
});

it('is full at a number of bytes, keys included, and counts what is written over once', () => {
  put('a', 'x'.repeat(19));
  put('a', 'y'.repeat(19));
  expect(() => put('a', 'z'.repeat(20))).toThrow('it holds 20 bytes');
  expect(() => put('b')).toThrow('it holds 20 bytes');
  expect(store.get('a').value?.value.toString()).toBe('y'.repeat(19));
  store.delete('a');
  expect(put('ü', 'x'.repeat(18))).toBe(true);
});
