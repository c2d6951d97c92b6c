import type { CallContext } from '@flotilla/call';
import { contextFor } from '../testing/contexts';
import { hedging } from './hedging';
import type { Hedging } from './hedging';
import type { HedgingOptions } from './options';
import { events, failed, forget, outcome, quick, run, setUpHedging, slow } from '../testing/hedging-fixture';
import type { Plan } from '../testing/hedging-fixture';

setUpHedging();

describe('the latencies that hedging learns', () => {
  const learning = (options: HedgingOptions = {}): Hedging => {
    const middleware = hedging({ minSamples: 1, maxRatio: 1, clock: Date.now, ...options });
    middleware.observe((event) => events.push(event));
    return middleware;
  };

  /** When the next call is hedged. */
  async function delayMs(middleware: Hedging): Promise<number | undefined> {
    forget();
    await outcome(run([{ ms: 4_000 }, quick], contextFor(), middleware));
    const [event] = events;
    return event?.type === 'hedge' ? Math.floor(event.delayMs) : undefined;
  }

  it.each<{ of: string; plans: Plan[]; context?: CallContext; knows: number | undefined }>([
    { of: 'a success', plans: [{ ms: 200 }], knows: 204 },
    { of: 'a failure', plans: [{ ms: 200, fails: failed('no') }], knows: undefined },
    {
      of: 'a retry',
      plans: [{ ms: 200 }],
      context: contextFor({ attempt: { number: 2, reason: 'retry', sent: false } }),
      knows: undefined,
    },
  ])('are those of $of: $knows', async ({ plans, context, knows }) => {
    const middleware = learning();
    await outcome(run(plans, context, middleware));
    expect(await delayMs(middleware)).toBe(knows);
  });

  it('include what a cancelled try took until then', async () => {
    const middleware = learning({ quantile: 0.9 });
    await outcome(run([{ ms: 200 }], contextFor(), middleware));
    forget();
    await outcome(run([slow, { ms: 500 }], contextFor(), middleware));
    expect(await delayMs(middleware)).toBeGreaterThan(700);
  });
});
