/** A process that logs three lines and ends at once, in the way that it is told. */
import { createTelemetry } from '../index';

const [, , how] = process.argv;
const { logger } = createTelemetry({ service: 'test' });

function say(): void {
  for (const message of ['one', 'two', 'three']) logger.info(message);
}

if (how === 'SIGTERM') {
  const alive = setInterval(() => undefined, 1_000);
  process.once('SIGTERM', () => {
    clearInterval(alive);
    say();
    process.exit(0);
  });
  process.kill(process.pid, 'SIGTERM');
} else {
  say();
  if (how === 'process.exit') process.exit(0);
  if (how === 'an exception') throw new Error('oops');
}
