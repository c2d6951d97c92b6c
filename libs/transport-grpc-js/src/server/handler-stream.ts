import { CallError } from '@flotilla/call';
import type { CallContext, ResponseStream } from '@flotilla/call';
import { handlerError } from './handler-error';

/** What a handler yields, converted, as a stream that tells when it ended. */
export function handlerStream<T, R>(
  iterable: AsyncIterable<T>,
  convert: (message: T) => R,
  context: CallContext,
): ResponseStream<R> {
  let settle!: (error?: CallError) => void;
  const ended = new Promise<void>((resolve, reject) => {
    settle = (error) => (error ? reject(error) : resolve());
  });
  ended.catch(() => undefined);
  async function* converted(): AsyncGenerator<R> {
    try {
      for await (const message of iterable) yield convert(message);
      settle();
    } catch (error) {
      const failure = handlerError(error, context);
      settle(failure);
      throw failure;
    } finally {
      settle(new CallError('CANCELLED', 'the reader left the stream'));
    }
  }
  return Object.assign(converted(), { ended });
}
