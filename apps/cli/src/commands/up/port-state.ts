import { connect, createServer } from 'node:net';

const connectTimeoutMs = 1_000;

export type PortState = 'free' | 'taken' | 'forbidden';

/** Whether a process of this user could listen on a port of 127.0.0.1 now. */
export async function portState(port: number): Promise<PortState> {
  // Some systems let a port be bound under one that listens on every address: what answers there has it.
  return (await isAnswered(port)) ? 'taken' : tryToBind(port);
}

function isAnswered(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: connectTimeoutMs });
    const end = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.on('connect', () => end(true));
    socket.on('timeout', () => end(false));
    socket.on('error', () => end(false));
  });
}

function tryToBind(port: number): Promise<PortState> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'EACCES' ? 'forbidden' : 'taken'),
    );
    server.listen(port, '127.0.0.1', () => server.close(() => resolve('free')));
  });
}
