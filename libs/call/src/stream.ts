/** The messages that a server sends in answer to one request. Leaving the loop early cancels the call. */
export interface ResponseStream<T> extends AsyncIterable<T> {
  /** Resolves when the server ended the stream well; rejects with the CallError that ended it. Never unhandled. */
  readonly ended: Promise<void>;
}

function isResponseStream(response: unknown): response is ResponseStream<unknown> {
  return (
    typeof response === 'object' &&
    response !== null &&
    Symbol.asyncIterator in response &&
    'ended' in response
  );
}

/** When the work behind a response is over: at once for a message, at its end for a stream. */
export function settled(response: unknown): Promise<void> | undefined {
  return isResponseStream(response) ? response.ended : undefined;
}
