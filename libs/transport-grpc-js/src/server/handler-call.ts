import { CallError } from '@flotilla/call';
import type { Call, Implementation, Method } from '@flotilla/call';
import { checkSize, encode } from '../wire/messages';
import { handlerError } from './handler-error';
import { handlerStream } from './handler-stream';

/**
 * A handler as a call, innermost on the server. Its responses are encoded here, so that one that cannot be, or is too large,
 * is the handler's failure, which middleware sees and logs.
 */
export function handlerCall(
  { method, handler }: Implementation['methods'][number],
  maxMessageBytes: number,
): Call {
  const toBytes = (message: unknown): Buffer => encodeResponse(method, message, maxMessageBytes);
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

function encodeResponse(method: Method, message: unknown, maxMessageBytes: number): Buffer {
  try {
    const bytes = encode(method.response, message);
    checkSize("the handler's response", bytes, maxMessageBytes);
    return bytes;
  } catch (cause) {
    throw new CallError('INTERNAL', `${method.fullName}: the handler's response cannot be sent`, { cause });
  }
}
