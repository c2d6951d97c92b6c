import type { Middleware } from '@flotilla/call';
import type { Metrics } from '@flotilla/telemetry';

/** Counts the attempts that an instance gets. For one connection: the series is looked up once. */
export function countPicks({ balancerPicks }: Metrics, target: string, instance: string): Middleware {
  const picks = balancerPicks.with({ target, instance });
  return (next) => (request, context) => {
    picks.inc();
    return next(request, context);
  };
}
