import type { Clock } from '@flotilla/call';
import { checkOption, checkTimeout } from '../option';

export interface CircuitBreakerOptions {
  /** False: passes every call and forgets what it knew. Default true. */
  readonly enabled?: boolean;
  /** Share of failed calls in the window that opens it; above 0, at most 1. Default 0.5 (resilience4j). */
  readonly failureRate?: number;
  /** Calls in the window below which it never opens. Default 20 (DESIGN; Hystrix). */
  readonly minCalls?: number;
  /** How long a call counts, in tenths of it. Default 10,000 (DESIGN; Hystrix). */
  readonly windowMs?: number;
  /** How long it refuses before it probes. Default 2,000 (DESIGN: healing is noticed soon, 3 probes cost little). */
  readonly openMs?: number;
  /** Calls that half-open lets through at a time, and successes that close it. Default 3 (DESIGN). */
  readonly probes?: number;
  /** A call that lasts so long is slow, however it ends; in half-open, a failed one. Default: none is. */
  readonly slowCallMs?: number;
  /** Share of slow calls in the window that opens it; above 0, at most 1. Default 0.8 (DESIGN). */
  readonly slowCallRate?: number;
  /**
   * A probe that has not ended by then, nor by its call's deadline if that is later, has failed, so that none can keep its
   * slot for ever. Default 10,000 (DESIGN).
   */
  readonly probeTimeoutMs?: number;
  /** A caller that gave the call less time than this says nothing about the service when it ran out. Default 100. */
  readonly hurriedMs?: number;
  /** Monotonic milliseconds. Default `performance.now`. */
  readonly clock?: Clock;
}

/** What may change while it runs. */
export type CircuitBreakerSettings = Omit<CircuitBreakerOptions, 'clock'>;

/**
 * The settings with their defaults.
 *
 * @throws RangeError that names the option and the value
 */
export function resolveCircuitBreaker(options: CircuitBreakerSettings): Required<CircuitBreakerSettings> {
  const resolved = {
    enabled: options.enabled ?? true,
    failureRate: options.failureRate ?? 0.5,
    minCalls: options.minCalls ?? 20,
    windowMs: options.windowMs ?? 10_000,
    openMs: options.openMs ?? 2_000,
    probes: options.probes ?? 3,
    slowCallMs: options.slowCallMs ?? Infinity,
    slowCallRate: options.slowCallRate ?? 0.8,
    probeTimeoutMs: options.probeTimeoutMs ?? 10_000,
    hurriedMs: options.hurriedMs ?? 100,
  } satisfies Required<CircuitBreakerSettings>;
  checkShare('failureRate', resolved.failureRate);
  checkShare('slowCallRate', resolved.slowCallRate);
  checkCount('minCalls', resolved.minCalls);
  checkCount('probes', resolved.probes);
  checkTimeout('windowMs', resolved.windowMs);
  checkTimeout('openMs', resolved.openMs);
  checkTimeout('probeTimeoutMs', resolved.probeTimeoutMs);
  checkOption('hurriedMs', resolved.hurriedMs, resolved.hurriedMs >= 0, 'at least 0');
  checkOption('slowCallMs', resolved.slowCallMs, resolved.slowCallMs > 0, 'above 0');
  return resolved;
}

function checkShare(option: string, value: number): void {
  checkOption(option, value, value > 0 && value <= 1, 'above 0 and at most 1');
}

function checkCount(option: string, value: number): void {
  checkOption(option, value, Number.isInteger(value) && value >= 1, 'an integer of at least 1');
}
