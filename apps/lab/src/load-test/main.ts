import { stopSignal } from '../stop-signal';
import { runLoadTest } from './load-test';

// A reader that went away, as `head` does, ends no load: its report is written all the same.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

runLoadTest(process.argv.slice(2), { output: process.stdout, signal: stopSignal() }).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = error instanceof RangeError ? 2 : 1;
    process.stderr.write(`flotilla load: ${error instanceof Error ? error.message : String(error)}\n`);
  },
);
