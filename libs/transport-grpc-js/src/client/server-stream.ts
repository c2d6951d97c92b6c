import { CallError } from '@flotilla/call';
import type { CallContext, ResponseStream } from '@flotilla/call';
import type { BoundedChannel } from './channel';
import { decode } from '../wire/messages';
import { outgoing } from './outgoing';
import { WireResponseStream } from './response-stream';
import { WireCall } from './wire-call';
import type { Track } from './wire-call';

/** Sends one request and promises the stream of responses, at the response headers. */
export function serverStream<Q, S>(
  channel: BoundedChannel,
  request: Q,
  context: CallContext,
  track: Track,
): Promise<ResponseStream<S>> {
  return new Promise((resolve, reject) => {
    const sent = outgoing(request, context, channel.maxMessageBytes);
    const call: WireCall = new WireCall(channel, context, {
      onHeaders: () => resolve(stream),
      onMessage: (bytes) => {
        try {
          stream.push(decode(context.method.response, bytes));
        } catch (error) {
          const message = `${context.method.fullName}: a response cannot be decoded`;
          call.cancel(new CallError('INTERNAL', message, { cause: error }));
        }
      },
      onEnd: (error) => {
        untrack();
        stream.finish(error);
        if (error) reject(error);
        else resolve(stream);
      },
    });
    const stream = new WireResponseStream<S>(call);
    const untrack = track(call);
    call.send(sent);
    call.read();
  });
}
