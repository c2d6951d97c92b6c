import type { Sample } from '@flotilla/testing';
import type { Span } from './span';

/** The samples of a part of a run. @param samples in the order of their instants */
export function cut<T extends Sample>(samples: readonly T[], { fromMs = 0, toMs = Infinity }: Span): T[] {
  return samples.slice(firstFrom(samples, fromMs), firstFrom(samples, toMs));
}

/** Where the first sample is whose instant is at least this, by halving. */
function firstFrom(samples: readonly Sample[], ms: number): number {
  let [low, high] = [0, samples.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((samples[middle]?.intendedMs ?? Infinity) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
