/** A terminal sends its Ctrl-C to all of its processes, and those above pass it on: within this time it is the same. */
const sameMs = 300;

/** Aborts when this process is asked to end, so that it does so in order. Asked once more, it ends at once, with code 1. */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  let stoppedMs = Infinity;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (performance.now() > stoppedMs + sameMs) process.exit(1);
      if (!stop.signal.aborted) stoppedMs = performance.now();
      stop.abort();
    });
  return stop.signal;
}
