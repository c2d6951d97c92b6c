import { CallError } from '@flotilla/call';
import type { Call, Implementation, Method } from '@flotilla/call';
import { encode } from '../wire/messages';
import { handlerError } from './handler-error';
import { handlerStream } from './handler-stream';

/**
 * A handler as a call, innermost on the server. Its responses are encoded here, so that one that cannot be is the
 * handler's failure, which middleware sees and logs.
 */
export function handlerCall({ method, handler }: Implementation['methods'][number]): Call {
  const toBytes = (message: unknown): Buffer => encodeResponse(method, message);
  return async (request, context) => {
    try {
      const result = handler(request, context);
      if (method.kind === 'unary') return toBytes(await result);
      return handlerStream(result as AsyncIterable<unknown>, toBytes, context);
    } catch (error) {
      throw handlerError(error, context);
    }
  };
}

function encodeResponse(method: Method, message: unknown): Buffer {
  try {
    return encode(method.response, message);
  } catch (cause) {
    throw new CallError('INTERNAL', `${method.fullName}: the handler's response cannot be encoded`, {
      cause,
    });
  }
}
