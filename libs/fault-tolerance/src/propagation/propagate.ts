import { runWithAmbient, settled } from '@flotilla/call';
import type { Ambient, Middleware, ResponseStream } from '@flotilla/call';
import type { Placed } from '../pipeline/place';

/**
 * For servers: what a handler calls inherits the deadline, the signal and the trace of the call that it handles. Goes
 * innermost, around the handler.
 */
export function propagate(): Placed {
  const middleware: Middleware = (next) => async (request, context) => {
    const { deadline, signal, trace } = context;
    const ambient: Ambient = { deadline, signal, trace };
    const response = await runWithAmbient(ambient, () => next(request, context));
    return settled(response)
      ? (inherit(response as ResponseStream<unknown>, ambient) as typeof response)
      : response;
  };
  return Object.assign(middleware, { place: 'propagation' as const });
}

/** The handler of a stream works while it is read: each step of the reader has to run with the ambient. */
function inherit<T>(stream: ResponseStream<T>, ambient: Ambient): ResponseStream<T> {
  return {
    ended: stream.ended,
    [Symbol.asyncIterator]() {
      const steps = stream[Symbol.asyncIterator]();
      const close = steps.return?.bind(steps);
      return {
        next: () => runWithAmbient(ambient, () => steps.next()),
        ...(close && { return: () => runWithAmbient(ambient, () => close()) }),
      };
    },
  };
}
