import type { Server } from '@grpc/grpc-js';
import type { Call, Implementation, Method, Middleware } from '@flotilla/call';
import { decode, encode } from '../wire/messages';
import { streamHandler, toResponseStream } from './stream-handler';
import { unaryHandler } from './unary-handler';

type MethodHandler = Implementation['methods'][number];

/** Registers each method of an implementation, wrapped in middleware. */
export function addMethods(server: Server, { methods }: Implementation, middleware: Middleware): void {
  for (const { method, handler } of methods) {
    const call = middleware(toCall(method, handler));
    const path = `/${method.fullName}`;
    const serialize = (message: unknown): Buffer => encode(method.response, message);
    const deserialize = (bytes: Buffer): unknown => decode(method.request, bytes);
    if (method.kind === 'unary') {
      server.register(path, unaryHandler(method, call), serialize, deserialize, 'unary');
    } else {
      server.register(path, streamHandler(method, call), serialize, deserialize, 'serverStream');
    }
  }
}

function toCall(method: Method, handler: MethodHandler['handler']): Call {
  return async (request, context) => {
    const result = handler(request, context);
    return method.kind === 'unary' ? result : toResponseStream(result as AsyncIterable<unknown>);
  };
}
