/** Resolves with the promise, or when it takes longer than this. The promise must not reject. */
export function withinMs(durationMs: number, promise: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, durationMs);
    void promise.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
