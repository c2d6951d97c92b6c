import type { WriteStream } from 'node:tty';
import { painter } from './paint';
import type { Paint } from './paint';

/** What a stream may hold back for a reader that does not read; lines beyond it are dropped. */
const maxWaitingBytes = 1_048_576;

/** Where a command prints. */
export interface Terminal {
  readonly paint: Paint;
  print(line: string): void;
  /** To the error output. */
  complain(line: string): void;
}

type Output = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'hasColors' | 'writableLength'>>;

/** Colours on a terminal that has them and where NO_COLOR is not set. A reader that went away is no error. */
export function createTerminal(output: Output = process.stdout, errors: Output = process.stderr): Terminal {
  for (const stream of [output, errors]) stream.on('error', () => undefined);
  return {
    paint: painter(Boolean(output.isTTY && output.hasColors?.())),
    print: (line) => write(output, line),
    complain: (line) => write(errors, line),
  };
}

function write(stream: Output, line: string): void {
  if ((stream.writableLength ?? 0) < maxWaitingBytes) stream.write(`${line}\n`);
}
