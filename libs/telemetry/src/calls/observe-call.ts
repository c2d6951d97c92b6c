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
export async function observeCall<S>(run: () => Promise<S>, observed: Observed): Promise<S> {
  const startedMs = performance.now();
  const end = (error?: CallError): void => endCall(observed, error, performance.now() - startedMs);
  try {
    const response = await run();
    const ended = settled(response);
    if (ended)
      void ended.then(
        () => end(),
        (error: unknown) => end(CallError.from(error)),
      );
    else end();
    return response;
  } catch (error) {
    end(CallError.from(error));
    throw error;
  }
}

function endCall(
  { method, span, durations, isFailure, onEnd }: Observed,
  error: CallError | undefined,
  ms: number,
): void {
  const code = error?.code ?? 'OK';
  durations.observe(method.fullName, code, ms / 1000);
  onEnd?.(error);
  if (!span.recording) return;
  span.set({ 'rpc.grpc.status_code': toCodeNumber(code) });
  if (error && isFailure(code)) span.fail(error.message);
  span.end();
}
