import type { ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import type { CallContext, Method } from '@flotilla/call';
import { fromGrpcMetadata } from '../wire/metadata';

export type ServerCall = ServerUnaryCall<unknown, unknown> | ServerWritableStream<unknown, unknown>;

/** The context of a call that arrived, and what to do when it is over: grpc-js reports every success as cancelled, too. */
export function serverContext(method: Method, call: ServerCall): { context: CallContext; over: () => void } {
  const controller = new AbortController();
  let isOver = false;
  call.on('cancelled', () => {
    if (!isOver) controller.abort();
  });
  const context: CallContext = {
    method,
    deadline: toMonotonic(call.getDeadline()),
    signal: controller.signal,
    metadata: fromGrpcMetadata(call.metadata),
    attempts: [],
  };
  return { context, over: () => void (isOver = true) };
}

function toMonotonic(deadline: Date | number): number {
  return deadline === Infinity ? Infinity : performance.now() + (Number(deadline) - Date.now());
}
