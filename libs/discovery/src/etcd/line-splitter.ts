/** Makes lines of the pieces of a text, in which a line may come in many pieces. */
export class LineSplitter {
  readonly #maxLength: number;
  #pieces: string[] = [];
  #length = 0;

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** @returns the lines that the piece completes, empty ones left out; undefined when a line is too long. */
  push(piece: string): string[] | undefined {
    const [end = '', ...rest] = piece.split('\n');
    this.#add(end);
    const lines = rest.map((next) => {
      const line = this.#pieces.join('');
      this.#pieces = [];
      this.#length = 0;
      this.#add(next);
      return line;
    });
    return this.#length > this.#maxLength ? undefined : lines.filter(Boolean);
  }

  #add(piece: string): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
  }
}
