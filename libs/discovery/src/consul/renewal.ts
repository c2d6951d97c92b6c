/** Retries are spread over 5 s, so that a fleet does not stampede a registry that comes back. */
const retrySpreadMs = 5_000;
/** And never come faster than one per second: neither do the errors that they report. */
const retryMinMs = 1_000;

export type RenewalAction = 'register' | 'renew';

/** `refused`: the agent answered, and said no. `unanswered`: nobody knows what became of it. */
export type RenewalResult = 'done' | 'refused' | 'unanswered';

export interface RenewalStep {
  readonly action: RenewalAction;
  readonly delayMs: number;
}

export interface RenewalOptions {
  /** Time between two renewals in milliseconds. */
  readonly intervalMs: number;
  readonly random: () => number;
}

/**
 * What to do next to keep an entry alive, for ever:
 *
 * - The first renewal after a registration comes somewhere in the interval: instances that registered together do not
 *   renew together, nor find a wiped registry together.
 * - A refused renewal means that the agent forgot the entry: register at once.
 * - Anything else that failed registers again in 1 to 6 s. With a request timeout of 2 s an instance is back within
 *   8 s of the agent's return.
 */
export function nextStep(action: RenewalAction, result: RenewalResult, options: RenewalOptions): RenewalStep {
  const { intervalMs, random } = options;
  if (result === 'done') {
    return { action: 'renew', delayMs: action === 'renew' ? intervalMs : random() * intervalMs };
  }
  if (action === 'renew' && result === 'refused') return { action: 'register', delayMs: 0 };
  return { action: 'register', delayMs: retryMinMs + random() * retrySpreadMs };
}
