import type { Middleware } from '@flotilla/call';
import { Exchange } from './exchange';

/** Holds a request here until its body is there: one that arrives slowly is not in flight yet. */
export const whenRead: Middleware = (next) => (request, context) =>
  request instanceof Exchange ? request.read().then(() => next(request, context)) : next(request, context);
