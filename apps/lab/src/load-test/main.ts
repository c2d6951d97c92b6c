import { runLoadTest } from './load-test';

/** A terminal sends its Ctrl-C to all of its processes, and the one above passes it on: within this time it is the same. */
const sameMs = 300;
const stop = new AbortController();
let stoppedMs = Infinity;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (performance.now() > stoppedMs + sameMs) process.exit(1);
    if (!stop.signal.aborted) stoppedMs = performance.now();
    stop.abort();
  });

// A reader that went away, as `head` does, ends no load: its report is written all the same.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

runLoadTest(process.argv.slice(2), { output: process.stdout, signal: stop.signal }).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = error instanceof RangeError ? 2 : 1;
    process.stderr.write(`flotilla load: ${error instanceof Error ? error.message : String(error)}\n`);
  },
);
