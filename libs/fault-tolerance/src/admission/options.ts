import { checkOption } from '../option';
import type { LimiterOptions } from '../limiter/options';

export interface AdmissionOptions extends LimiterOptions {
  /**
   * How late the work of this process may make its event loop. Above it, calls are refused at random, the more the later it
   * runs: half of them at twice that delay. Default 100 (DESIGN).
   */
  readonly maxLoopDelayMs?: number;
  /** When a refused caller may try again: from half of it to one and a half, at random. Default 25. */
  readonly pushbackMs?: number;
  /** How late the event loop runs now; milliseconds. Default a `LoopDelay`, which `close` stops. */
  readonly loopDelayMs?: () => number;
  /** From 0 to below 1. Default `Math.random`. */
  readonly random?: () => number;
}

/** What may change while it runs. */
export type AdmissionSettings = Omit<AdmissionOptions, 'clock' | 'loopDelayMs' | 'random'>;

type Resolved = Required<Pick<AdmissionOptions, 'enabled' | 'maxLoopDelayMs' | 'pushbackMs'>>;

/**
 * The options with their defaults, but for those of the limit.
 *
 * @throws RangeError that names the option and the value
 */
export function resolveAdmission(options: AdmissionSettings): Resolved {
  const { enabled = true, maxLoopDelayMs = 100, pushbackMs = 25 } = options;
  checkOption('maxLoopDelayMs', maxLoopDelayMs, maxLoopDelayMs > 0, 'above 0');
  checkOption('pushbackMs', pushbackMs, pushbackMs >= 0 && pushbackMs <= 20_000, 'from 0 to 20000');
  return { enabled, maxLoopDelayMs, pushbackMs };
}
