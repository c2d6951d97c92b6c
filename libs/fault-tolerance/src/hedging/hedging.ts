import { Listeners } from '@flotilla/call';
import type { Call, CallContext, Middleware } from '@flotilla/call';
import { PerMethod } from '../per-method';
import type { Placed } from '../pipeline/place';
import { Allowance } from './allowance';
import { HedgeDelay } from './hedge-delay';
import { resolveHedging } from './options';
import type { HedgingOptions, HedgingSettings } from './options';
import { race } from './race';

export type HedgingEvent =
  /** A hedge begins, `delayMs` after the try. */
  | { readonly type: 'hedge'; readonly context: CallContext; readonly delayMs: number }
  /** It answered first. */
  | { readonly type: 'hedge_won'; readonly context: CallContext }
  /** A hedge was due that the shared budget, or `maxRatio`, did not allow. */
  | { readonly type: 'budget_exhausted' | 'cap_reached'; readonly context: CallContext };

export interface Hedging extends Placed {
  readonly place: 'hedging';
  /** Calls back on each event, until the returned function is called. */
  observe(listener: (event: HedgingEvent) => void): () => void;
  /**
   * For the tries that begin from now on; what is left out goes back to its default. The budget stays, and what is known
   * of latencies unless `windowMs` is another.
   *
   * @throws RangeError for a bad option; nothing is changed then
   */
  reconfigure(settings: HedgingSettings): void;
}

/**
 * Sends a second attempt of an idempotent try that takes longer than most, and takes the answer that comes first. Source:
 * The Tail at Scale. Goes inside retry and outside the attempt's timeout. A stream's answer is its headers.
 *
 * Latencies are those of first attempts that succeed. One that its hedge beat counts with the time until then: without
 * it the slowest would be missing, and the quantile would sink with every hedge.
 *
 * @throws RangeError for a bad option
 */
export function hedging(options: HedgingOptions = {}): Hedging {
  const { budget, clock = () => performance.now() } = options;
  let settings = resolveHedging(options);
  const allowance = new Allowance(settings.maxRatio, budget, clock);
  const delays = new PerMethod(() => new HedgeDelay(settings));
  const listeners = new Listeners<HedgingEvent>();

  function mayHedge(context: CallContext, delayMs: number): boolean {
    if (clock() >= context.deadline) return false;
    const refused = allowance.withdraw();
    listeners.emit(refused ? { type: refused, context } : { type: 'hedge', context, delayMs });
    return refused === undefined;
  }

  function hedged<Q, S>(next: Call<Q, S>, request: Q, context: CallContext): Promise<S> {
    const delay = delays.of(context.method.fullName);
    const startedAt = clock();
    const isFirst = context.attempt === undefined || context.attempt.reason === 'first';
    if (isFirst) allowance.deposit();
    const firstLasted = (): void => {
      const now = clock();
      if (isFirst) delay.record(now - startedAt, now);
    };
    const delayMs = delay.delayMs(startedAt);
    if (delayMs === undefined || startedAt + delayMs >= context.deadline || context.signal.aborted) {
      return next(request, context).then((response) => {
        firstLasted();
        return response;
      });
    }
    return race(next, request, context, {
      delayMs,
      mayHedge: () => mayHedge(context, delayMs),
      firstLasted,
      hedgeWon: () => listeners.emit({ type: 'hedge_won', context }),
    });
  }

  const middleware: Middleware = (next) => (request, context) =>
    settings.enabled && context.method.idempotent ? hedged(next, request, context) : next(request, context);

  return Object.assign(middleware, {
    place: 'hedging' as const,
    observe: (listener: (event: HedgingEvent) => void) => listeners.add(listener),
    reconfigure: (next: HedgingSettings) => {
      settings = resolveHedging(next);
      allowance.reconfigure(settings.maxRatio);
      for (const [, delay] of delays) delay.reconfigure(settings);
    },
  });
}
