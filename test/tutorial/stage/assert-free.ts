import { connect } from 'node:net';

const connectTimeoutMs = 1_000;

/** @throws Error that names a port of 127.0.0.1 on which somebody answers. */
export async function assertFree(...ports: readonly number[]): Promise<void> {
  const answered = await Promise.all(ports.map(isAnswered));
  const taken = ports.filter((_port, position) => answered[position]);
  if (taken.length > 0) throw new Error(`port ${taken.join(', ')} is taken: stop what listens there`);
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
