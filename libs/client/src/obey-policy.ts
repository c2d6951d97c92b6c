import type { Balancer } from '@flotilla/balancing';
import type { AttemptTimeout, Deadline, Retry } from '@flotilla/fault-tolerance';
import type { Policy } from '@flotilla/governance';
import type { ClientOptions } from './create-client';
import type { Pool } from './pool/pool';

/** The parts of a client that a policy changes. */
export interface Governed {
  readonly deadline: Deadline;
  readonly retrying: Retry;
  readonly attemptTimeout: AttemptTimeout;
  readonly balancer: Balancer;
  readonly pool: Pool;
}

type Own = Pick<ClientOptions, 'timeoutMs' | 'attemptTimeoutMs' | 'retry' | 'balancer'>;

/**
 * Makes a client obey a policy from now on, keeping what its parts know. What the policy leaves out is as the client's own
 * options have it.
 *
 * @throws RangeError when the two do not go together, for example a base above the client's own maximum. Part of it may
 *   be in force then: obey the one before.
 */
export function obeyPolicy(
  { timeouts = {}, retry = {}, balancing = {}, ejection, drained = [] }: Policy,
  own: Own,
  governed: Governed,
): void {
  const { deadline, retrying, attemptTimeout, balancer, pool } = governed;
  retrying.reconfigure({ ...(own.retry === false ? { maxAttempts: 1 } : own.retry), ...given(retry) });
  balancer.reconfigure({
    ...own.balancer,
    ...given(balancing),
    ...(ejection && { outlierEjection: toOutlierEjection(ejection, own) }),
  });
  deadline.reconfigure(given({ timeoutMs: timeouts.callMs ?? own.timeoutMs }));
  attemptTimeout.reconfigure(given({ timeoutMs: timeouts.attemptMs ?? own.attemptTimeoutMs }));
  pool.drain(drained);
}

function toOutlierEjection({ enabled, ...rules }: NonNullable<Policy['ejection']>, { balancer }: Own) {
  const own = balancer?.outlierEjection;
  if (!(enabled ?? own !== false)) return false;
  return { ...own, ...given(rules) };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the fields that are undefined: they would hide those that are spread before. */
function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}
