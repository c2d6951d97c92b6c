import { arrivalTimes } from './arrivals';
import type { ArrivalOptions } from './arrivals';
import { pace } from './pace';
import type { Sample } from './sample';

export interface OpenLoopOptions extends ArrivalOptions {
  /**
   * Sends one request; resolves to its status.
   *
   * @param number from 0: that of its sample
   */
  readonly send: (number: number) => Promise<number>;
  /** Ends the load early. */
  readonly signal?: AbortSignal;
}

/** Sends requests at one rate, as `pace` does; resolves to what became of each, in the order of their instants. */
export async function openLoop({ send, signal, ...arrivals }: OpenLoopOptions): Promise<Sample[]> {
  const samples: Sample[] = [];
  await pace({
    instants: arrivalTimes(arrivals),
    send,
    onSample: (sample, number) => void (samples[number] = sample),
    signal,
  });
  return samples;
}
