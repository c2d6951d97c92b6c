import { bar } from '../../output/progress';
import type { ProgressStream } from '../../output/progress';
import { format } from '../../output/units';
import type { LoadRun } from '../measure/load-run';
import { formatDuration } from '../scenario/duration';

type Running = Pick<LoadRun, 'total' | 'seconds' | 'elapsedMs' | 'inFlight'>;

const refreshMs = 200;
const toldEveryMs = 5_000;

/**
 * Tells how a load goes: one line that is rewritten on a terminal; elsewhere, a line every five seconds.
 *
 * @returns a function that ends it
 */
export function showLive(stream: ProgressStream, run: Running, durationMs: number): () => void {
  const draw = (): void => {
    const line = `${bar(Math.min(1, run.elapsedMs / durationMs))}  ${liveLine(run)}`;
    stream.write(
      stream.isTTY ? `\r\u001b[K${line.slice(0, (stream.columns ?? 120) - 1)}` : `${liveLine(run)}\n`,
    );
  };
  const timer = setInterval(draw, stream.isTTY ? refreshMs : toldEveryMs);
  return () => {
    clearInterval(timer);
    if (stream.isTTY) stream.write('\r\u001b[K');
  };
}

/** The load so far, and its last second that is over. */
function liveLine(run: Running): string {
  const { total, elapsedMs, inFlight } = run;
  const second = run.seconds.soFarAt(elapsedMs - 1_000);
  const p99 = format(second?.p99Ms ?? NaN, 'ms');
  return [
    formatDuration(elapsedMs),
    `${second?.requests ?? 0}/s ended`,
    `p99 ${p99}`,
    `${format(total.failed, 'count')} of ${format(total.requests, 'count')} failed`,
    `${inFlight} in flight`,
  ].join(' · ');
}
