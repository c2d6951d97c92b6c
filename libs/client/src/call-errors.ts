import { CallError } from '@flotilla/call';
import type { Middleware } from '@flotilla/call';

/** Around the middleware of others: whatever they throw reaches the caller as a CallError. */
export const callErrors: Middleware = (next) => async (request, context) => {
  try {
    return await next(request, context);
  } catch (error) {
    throw CallError.from(error);
  }
};
