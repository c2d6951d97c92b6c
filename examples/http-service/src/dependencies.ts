import type { CallContext } from '@flotilla/call';
import type { Discovery } from '@flotilla/discovery';
import {
  attemptTimeout,
  circuitBreaker,
  deadline,
  fallback,
  pipeline,
  retry,
} from '@flotilla/fault-tolerance';
import { Instances } from './instances.js';

/** An HTTP GET of one of the instances, once. Whatever it throws, the policies around it judge as UNAVAILABLE. */
function getFrom(instances: Instances): (path: string, context: CallContext) => Promise<unknown> {
  return async (path, context) => {
    const { host, port, id } = instances.next(context);
    const response = await fetch(`http://${host}:${port}${path}`, { signal: context.signal });
    if (!response.ok) throw new Error(`${id} answered ${response.status}`);
    return response.json();
  };
}

/** What the service needs of others: prices it cannot do without, reviews it can. */
export function openDependencies(discovery: Discovery, signal: AbortSignal) {
  const reviewsBreaker = circuitBreaker({ openMs: 1_000 });
  const prices = pipeline(
    deadline({ timeoutMs: 5_000 }),
    circuitBreaker(),
    retry({ maxAttempts: 3 }),
    attemptTimeout({ timeoutMs: 1_000 }),
  );
  const reviews = pipeline(
    fallback({ value: [] }),
    deadline({ timeoutMs: 2_000 }),
    reviewsBreaker,
    attemptTimeout({ timeoutMs: 1_000 }),
  );
  return {
    price: prices(getFrom(new Instances(discovery, 'prices', signal)), { name: 'price' }),
    reviews: reviews(getFrom(new Instances(discovery, 'reviews', signal)), { name: 'reviews' }),
    reviewsBreaker,
  };
}

export type Dependencies = ReturnType<typeof openDependencies>;
