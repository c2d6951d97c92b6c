import { codeOf, settled } from '@flotilla/call';
import type { Call, CallContext, CallError, Method, Middleware } from '@flotilla/call';
import { freeTicket } from './gate';
import type { Ticket } from './gate';

/** Calls that go through with a ticket, which they hold until the answer, or until the end of a stream. */
export function gated<R extends { readonly admitted: false }>(
  tryEnter: (method: Method) => Ticket | R,
  refuse: (refusal: R, context: CallContext) => CallError,
): Middleware {
  return (next) => (request, context) => {
    const entry = tryEnter(context.method);
    if (entry === freeTicket) return next(request, context);
    if (!entry.admitted) return Promise.reject(refuse(entry, context));
    return hold(entry, next, request, context);
  };
}

function hold<Q, S>(ticket: Ticket, next: Call<Q, S>, request: Q, context: CallContext): Promise<S> {
  const failed = (error: unknown): Promise<never> => {
    ticket.leave(codeOf(error));
    return Promise.reject(error);
  };
  try {
    return next(request, context).then((response) => {
      leaveAfter(response, ticket);
      return response;
    }, failed);
  } catch (error) {
    return failed(error);
  }
}

function leaveAfter(response: unknown, ticket: Ticket): void {
  const leave = (): void => ticket.leave('OK');
  const ended = settled(response);
  if (ended) ended.then(leave, leave);
  else leave();
}
