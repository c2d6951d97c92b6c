import { catalogue } from './experiments/catalogue';
import { runLab } from './lab';
import { stopSignal } from './stop-signal';

const stop = stopSignal();

// A reader that went away, as `head` does, ends no experiment: its report is written all the same.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const args = process.argv.slice(2);
if (process.env['PROVE'] === '1') args.push('--full');

runLab(args, { catalogue, output: process.stdout, signal: stop }).then(
  (outcome) => {
    process.exitCode = { held: 0, missed: 1, inconclusive: 3 }[outcome];
  },
  (error: unknown) => {
    process.exitCode = error instanceof RangeError ? 2 : 1;
    const told = error instanceof Error ? error.message : String(error);
    process.stderr.write(stop.aborted ? 'interrupted\n' : `flotilla lab: ${told}\n`);
  },
);
