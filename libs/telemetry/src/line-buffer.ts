import { pino, symbols } from 'pino';
import type { DestinationStream } from 'pino';

/** So long a line waits for others: a write for each would double what it costs. */
const maxWaitMs = 50;
const maxLength = 8_192;
/** As pino numbers the level. */
const warn = 40;

/** Log lines on their way out, several per write; one of a warning, or worse, goes at once with those before it. */
export class LineBuffer implements DestinationStream {
  /** Makes pino tell `lastLevel`. */
  readonly [symbols.needsMetadataGsym] = true;
  lastLevel = 0;
  readonly #out: DestinationStream;
  #text = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(out: DestinationStream) {
    this.#out = out;
  }

  write(line: string): void {
    this.#text += line;
    const isUrgent = this.lastLevel >= warn;
    if (isUrgent || this.#text.length >= maxLength) return this.flush();
    this.#timer ??= setTimeout(() => this.flush(), maxWaitMs).unref();
  }

  /** @param done called when all is written, as pino's `flush` has it */
  flush(done?: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = this.#text;
    this.#text = '';
    if (text !== '') this.#out.write(text);
    done?.();
  }
}

let buffer: LineBuffer | undefined;

/** This process's, which is flushed when the process ends, be it by an exception. */
export function standardOutput(): LineBuffer {
  if (buffer) return buffer;
  // Synchronous: an asynchronous one retries for ever at exit when nobody reads standard output any more.
  const created = new LineBuffer(pino.destination({ dest: 1, sync: true }));
  process.once('exit', () => created.flush());
  return (buffer = created);
}
