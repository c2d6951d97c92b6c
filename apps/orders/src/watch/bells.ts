import { CallError } from '@flotilla/call';

/** Wakes who waits for news, at once or within a time. A ring that nobody awaits is kept for the next wait. */
export class Bell {
  #isRung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#isRung = true;
    this.#wake?.();
  }

  async rung(withinMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    if (!this.#isRung) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        timer = setTimeout(resolve, withinMs);
      });
    }
    clearTimeout(timer);
    this.#isRung = false;
  }
}

/** The bells of those who wait, by what they wait for; so many and no more. */
export class Bells {
  readonly #maxBells: number;
  readonly #byKey = new Map<string, Set<Bell>>();
  #count = 0;

  constructor(maxBells: number) {
    this.#maxBells = maxBells;
  }

  get count(): number {
    return this.#count;
  }

  /** @throws CallError RESOURCE_EXHAUSTED when there are too many. */
  add(key: string): { readonly bell: Bell; readonly remove: () => void } {
    if (this.#count >= this.#maxBells) {
      throw new CallError(
        'RESOURCE_EXHAUSTED',
        `${this.#count} orders are being watched here: try again later`,
      );
    }
    const bell = new Bell();
    const bells = this.#byKey.get(key) ?? new Set();
    this.#byKey.set(key, bells.add(bell));
    this.#count += 1;
    return { bell, remove: () => this.#remove(key, bells, bell) };
  }

  ring(key: string): void {
    this.#byKey.get(key)?.forEach((bell) => bell.ring());
  }

  ringAll(): void {
    for (const bells of this.#byKey.values()) bells.forEach((bell) => bell.ring());
  }

  #remove(key: string, bells: Set<Bell>, bell: Bell): void {
    if (!bells.delete(bell)) return;
    this.#count -= 1;
    if (bells.size === 0) this.#byKey.delete(key);
  }
}
