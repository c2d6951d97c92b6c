import type { ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import { CallError } from '@flotilla/call';
import type { CallContext, Method } from '@flotilla/call';
import { fromGrpcMetadata } from '../wire/metadata';

export type ServerCall = ServerUnaryCall<unknown, unknown> | ServerWritableStream<unknown, unknown>;

/** The context of a call that arrived, and what to do when it is over: grpc-js reports every success as cancelled, too. */
export function serverContext(method: Method, call: ServerCall): { context: CallContext; over: () => void } {
  const controller = new AbortController();
  const deadline = toMonotonic(call.getDeadline());
  let isOver = false;
  call.on('cancelled', () => {
    if (!isOver) controller.abort(whyCancelled(method, deadline));
  });
  const context: CallContext = {
    method,
    deadline,
    signal: controller.signal,
    metadata: fromGrpcMetadata(call.metadata),
    attempts: [],
  };
  return { context, over: () => void (isOver = true) };
}

/** A client that gives up at the deadline does so a network's delay before it is due here. */
const toleranceMs = 10;

function whyCancelled({ fullName }: Method, deadline: number): CallError {
  return performance.now() >= deadline - toleranceMs
    ? new CallError('DEADLINE_EXCEEDED', `${fullName}: its deadline passed`)
    : new CallError('CANCELLED', `${fullName}: the caller no longer wants the answer`);
}

function toMonotonic(deadline: Date | number): number {
  return deadline === Infinity ? Infinity : performance.now() + (Number(deadline) - Date.now());
}
