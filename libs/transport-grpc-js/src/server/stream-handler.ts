import { once } from 'node:events';
import { Metadata as GrpcMetadata } from '@grpc/grpc-js';
import type { handleServerStreamingCall, ServerWritableStream } from '@grpc/grpc-js';
import type { Call, Method, ResponseStream } from '@flotilla/call';
import { serverContext } from './server-context';
import { toFailure } from './status';

/** A grpc-js handler that runs a call and sends what it yields, at the pace at which the client reads. */
export function streamHandler(method: Method, call: Call): handleServerStreamingCall<unknown, unknown> {
  return (serverCall) => {
    const { context, over } = serverContext(method, serverCall);
    call(serverCall.request, context)
      .then((stream) => send(stream as ResponseStream<unknown>, serverCall, context.signal))
      .then(
        () => {
          over();
          serverCall.end();
        },
        (error: unknown) => {
          over();
          serverCall.emit('error', toFailure(error));
        },
      );
  };
}

async function send(
  stream: ResponseStream<unknown>,
  serverCall: ServerWritableStream<unknown, unknown>,
  signal: AbortSignal,
): Promise<void> {
  // The client waits for the headers, which must not wait for the first message. A failure at once needs none.
  const headers = setImmediate(() => serverCall.sendMetadata(new GrpcMetadata()));
  try {
    for await (const message of stream) {
      signal.throwIfAborted();
      if (!serverCall.write(message)) await once(serverCall, 'drain', { signal });
    }
  } finally {
    clearImmediate(headers);
  }
}
