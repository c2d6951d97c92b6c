import type { handleUnaryCall } from '@grpc/grpc-js';
import type { Call, Method } from '@flotilla/call';
import { serverContext } from './server-context';
import { toFailure } from './status';

/** A grpc-js handler that runs a call. */
export function unaryHandler(method: Method, call: Call): handleUnaryCall<unknown, unknown> {
  return (serverCall, callback) => {
    const { context, over } = serverContext(method, serverCall);
    call(serverCall.request, context).then(
      (response) => {
        over();
        callback(null, response);
      },
      (error: unknown) => {
        over();
        callback(toFailure(error));
      },
    );
  };
}
