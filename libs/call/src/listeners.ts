/** The observers of one emitter. A listener that throws costs a process warning, never the emitter's work. */
export class Listeners<E> {
  readonly #listeners = new Set<(event: E) => void>();

  /** @returns a function that ends the observation. */
  add(listener: (event: E) => void): () => void {
    const entry = (event: E): void => listener(event);
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  emit(event: E): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        process.emitWarning(error instanceof Error ? error : String(error));
      }
    }
  }
}
