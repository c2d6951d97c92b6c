import type { Call, CallContext } from '@flotilla/call';

/** Starts a call; what it throws synchronously is a rejection, too, so that no policy misses how it ended. */
export function started<Q, S>(next: Call<Q, S>, request: Q, context: CallContext): Promise<S> {
  try {
    return next(request, context);
  } catch (error) {
    return Promise.reject(error);
  }
}
