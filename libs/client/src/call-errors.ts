import { CallError } from '@flotilla/call';
import type { Middleware } from '@flotilla/call';

/** Around the middleware of others: whatever they throw reaches the caller as a CallError. One promise, not three. */
export const callErrors: Middleware = (next) => (request, context) => {
  try {
    return next(request, context).catch(rethrow);
  } catch (error) {
    return Promise.reject(CallError.from(error));
  }
};

function rethrow(error: unknown): never {
  throw CallError.from(error);
}
