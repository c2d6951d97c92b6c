import type { Clock } from '@flotilla/call';
import { checkOption } from '../option';

interface Kept {
  readonly answer: unknown;
  readonly atMs: number;
}

/** The last good answer for each key, for a time, and for so many keys: the least recently answered goes first. */
export class LastGood {
  #maxAgeMs: number;
  readonly #maxKept: number;
  readonly #clock: Clock;
  /** The least recently answered first. */
  readonly #answers = new Map<string, Kept>();

  /** @throws RangeError for a bad option */
  constructor(lastGoodMs: number, maxKept: number, clock: Clock) {
    checkOption('lastGoodMs', lastGoodMs, isAge(lastGoodMs), 'at least 0');
    checkOption('maxKept', maxKept, Number.isInteger(maxKept) && maxKept >= 1, 'an integer of at least 1');
    [this.#maxAgeMs, this.#maxKept, this.#clock] = [lastGoodMs, maxKept, clock];
  }

  /** Also of the answers that are kept already; 0 lets them go. @throws RangeError for a bad one; nothing is changed then. */
  set maxAgeMs(lastGoodMs: number) {
    checkOption('lastGoodMs', lastGoodMs, isAge(lastGoodMs), 'at least 0');
    this.#maxAgeMs = lastGoodMs;
    if (lastGoodMs === 0) this.clear();
  }

  get maxAgeMs(): number {
    return this.#maxAgeMs;
  }

  get size(): number {
    return this.#answers.size;
  }

  clear(): void {
    this.#answers.clear();
  }

  keep(key: string, answer: unknown): void {
    if (this.#maxAgeMs === 0) return;
    this.#answers.delete(key);
    this.#answers.set(key, { answer, atMs: this.#clock() });
    for (const [oldest, kept] of this.#answers) {
      if (this.#answers.size <= this.#maxKept && this.#isGood(kept)) return;
      this.#answers.delete(oldest);
    }
  }

  /** The answer for a key, in an object of its own as it may be undefined; undefined when there is none that is good. */
  find(key: string): { readonly answer: unknown } | undefined {
    const kept = this.#answers.get(key);
    return kept && this.#isGood(kept) ? kept : undefined;
  }

  #isGood({ atMs }: Kept): boolean {
    return this.#clock() - atMs <= this.#maxAgeMs;
  }
}

function isAge(ms: number): boolean {
  return ms >= 0 && ms < Infinity;
}
