import type { FastifyReply } from 'fastify';

/**
 * Calls back once, when the response was sent or its connection is gone. Of the latter Node tells only the response whose
 * turn it is: those of pipelined requests that wait behind it hear nothing, so that the socket is listened to as well.
 */
export function onClose({ raw, request }: FastifyReply, listener: () => void): void {
  const { socket } = request.raw;
  if (socket.closed) return listener();
  // Any number of requests may be pipelined, which is no leak.
  socket.setMaxListeners(0);
  let isClosed = false;
  const close = (): void => {
    socket.off('close', close);
    if (isClosed) return; // the socket tells both, in one go
    isClosed = true;
    listener();
  };
  raw.once('close', close);
  socket.once('close', close);
}
