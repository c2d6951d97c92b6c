import { CallError } from '@flotilla/call';
import type { CallContext } from '@flotilla/call';
import type { BoundedChannel } from './channel';
import { decode } from '../wire/messages';
import { outgoing } from './outgoing';
import { WireCall } from './wire-call';
import type { Track } from './wire-call';

/** Sends one request and promises the one response. */
export function unary<Q, S>(
  channel: BoundedChannel,
  request: Q,
  context: CallContext,
  track: Track,
): Promise<S> {
  return new Promise((resolve, reject) => {
    const sent = outgoing(request, context, channel.maxMessageBytes);
    let response: S | undefined;
    let failure: CallError | undefined;
    const call = new WireCall(channel, context, {
      onHeaders: () => undefined,
      onMessage: (bytes) => {
        try {
          response = decode(context.method.response, bytes);
        } catch (error) {
          failure = new CallError('INTERNAL', `${context.method.fullName}: the response cannot be decoded`, {
            cause: error,
          });
        }
      },
      onEnd: (error) => {
        untrack();
        const failed = error ?? failure;
        if (failed) reject(failed);
        else if (response === undefined)
          reject(new CallError('INTERNAL', `${context.method.fullName}: no response`));
        else resolve(response);
      },
    });
    const untrack = track(call);
    call.send(sent);
    call.read();
  });
}
