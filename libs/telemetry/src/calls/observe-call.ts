import { CallError, settled, toCodeNumber } from '@flotilla/call';
import type { Code, Method } from '@flotilla/call';
import type { Durations } from '../metrics/durations';
import type { Span } from '../tracing/span';

export interface Observed {
  readonly method: Method;
  readonly span: Span;
  readonly durations: Durations<Code>;
  /** Whether the code makes the span an error. */
  readonly isFailure: (code: Code) => boolean;
  /** Called when the call is over, before the span ends. */
  readonly onEnd?: (error: CallError | undefined) => void;
}

/** Runs a call, and ends its span and observes its duration when it is over: a message at once, a stream at its end. */
export function observeCall<S>(run: () => Promise<S>, observed: Observed): Promise<S> {
  const startedMs = performance.now();
  const end = (error?: CallError): void => endCall(observed, error, performance.now() - startedMs);
  const fail = (error: unknown): void => end(CallError.from(error));
  // Two promises fewer than async and await: on the path of every call that is worth it.
  return begun(run).then(
    (response) => {
      const ended = settled(response);
      if (ended) void ended.then(() => end(), fail);
      else end();
      return response;
    },
    (error: unknown) => {
      fail(error);
      throw error;
    },
  );
}

/** A call that throws before there is a promise is observed like one that rejects. */
function begun<S>(run: () => Promise<S>): Promise<S> {
  try {
    return run();
  } catch (error) {
    return Promise.reject(error);
  }
}

function endCall(
  { method, span, durations, isFailure, onEnd }: Observed,
  error: CallError | undefined,
  ms: number,
): void {
  const code = error?.code ?? 'OK';
  durations.observe(method.fullName, code, ms / 1000, span.recording ? span.trace : undefined);
  onEnd?.(error);
  if (!span.recording) return;
  span.set({ 'rpc.grpc.status_code': toCodeNumber(code) });
  if (error && isFailure(code)) span.fail(error.message);
  span.end();
}
