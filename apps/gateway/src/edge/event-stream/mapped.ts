/** An iterator of mapped values. Left while a value is awaited, it tells its source at once: a generator would wait. */
export function mapped<T, R>(source: AsyncIterable<T>, map: (value: T) => R): AsyncIterator<R, undefined> {
  const values = source[Symbol.asyncIterator]();
  return {
    next: async () => {
      const step = await values.next();
      return step.done ? { done: true, value: undefined } : { value: map(step.value) };
    },
    return: async () => {
      await values.return?.();
      return { done: true, value: undefined };
    },
  };
}
