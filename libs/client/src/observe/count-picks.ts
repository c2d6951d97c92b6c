import type { Middleware } from '@flotilla/call';
import type { Metrics } from '@flotilla/telemetry';

/** Counts the attempts that an endpoint gets. For one connection: the series is looked up once. */
export function countPicks({ balancerPicks }: Metrics, target: string, endpoint: string): Middleware {
  const picks = balancerPicks.with({ target, endpoint });
  return (next) => (request, context) => {
    picks.inc();
    return next(request, context);
  };
}
