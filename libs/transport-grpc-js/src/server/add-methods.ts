import type { Server } from '@grpc/grpc-js';
import type { Implementation, Middleware } from '@flotilla/call';
import { decode } from '../wire/messages';
import { handlerCall } from './handler-call';
import { streamHandler } from './stream-handler';
import { unaryHandler } from './unary-handler';

/** Registers each method of an implementation, wrapped in middleware. */
export function addMethods(
  server: Server,
  { methods }: Implementation,
  middleware: Middleware,
  maxMessageBytes: number,
): void {
  for (const bound of methods) {
    const { method } = bound;
    const call = middleware(handlerCall(bound, maxMessageBytes));
    const path = `/${method.fullName}`;
    const deserialize = (bytes: Buffer): unknown => decode(method.request, bytes);
    if (method.kind === 'unary') {
      server.register(path, unaryHandler(method, call), alreadyBytes, deserialize, 'unary');
    } else {
      server.register(path, streamHandler(method, call), alreadyBytes, deserialize, 'serverStream');
    }
  }
}

function alreadyBytes(response: unknown): Buffer {
  return response as Buffer;
}
