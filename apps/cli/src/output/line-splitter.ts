/** Longer lines are cut: what a process may make its parent remember is bounded. */
const maxLineLength = 16_384;

/** Turns chunks of text into lines. */
export class LineSplitter {
  readonly #onLine: (line: string) => void;
  #partial = '';

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(chunk: string): void {
    const [first = '', ...rest] = chunk.split('\n');
    this.#append(first);
    for (const part of rest) {
      this.end();
      this.#append(part);
    }
  }

  /** Hands over what came after the last line break. */
  end(): void {
    const line = this.#partial.replace(/\r$/, '');
    this.#partial = '';
    if (line) this.#onLine(line);
  }

  #append(part: string): void {
    this.#partial += part.slice(0, maxLineLength - this.#partial.length);
  }
}
