import type { WriteStream } from 'node:tty';

const width = 30;
const refreshMs = 200;

/** Tells how far a variant is. */
export interface Progress {
  track(name: string, durationMs: number): Tracked;
}

interface Tracked {
  /** The load begins. */
  readonly begin: () => void;
  readonly end: () => void;
}

export type ProgressStream = Pick<WriteStream, 'write'> & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};

/** A bar that moves on a terminal; elsewhere, one line for each variant when its load begins. */
export function createProgress(stream: ProgressStream): Progress {
  return {
    track: (name, durationMs) => (stream.isTTY ? moving(stream, name, durationMs) : told(stream, name)),
  };
}

function told(stream: ProgressStream, name: string): Tracked {
  return { begin: () => void stream.write(`${name} …\n`), end: () => undefined };
}

function moving(stream: ProgressStream, name: string, durationMs: number): Tracked {
  let startedMs: number | undefined;
  const draw = (): void => {
    const share = startedMs === undefined ? 0 : Math.min(1, (performance.now() - startedMs) / durationMs);
    stream.write(`\r\u001b[K${bar(share)}  ${name}${startedMs === undefined ? ' (starting)' : ''}`);
  };
  const timer = setInterval(draw, refreshMs);
  draw();
  return {
    begin: () => void (startedMs = performance.now()),
    end: () => {
      clearInterval(timer);
      stream.write('\r\u001b[K');
    },
  };
}

/** @param share from 0 to 1 */
export function bar(share: number): string {
  const done = Math.round(share * width);
  return `${'█'.repeat(done)}${'░'.repeat(width - done)} ${String(Math.round(share * 100)).padStart(3)} %`;
}
