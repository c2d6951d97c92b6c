import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Connection, ConnectionState } from '@flotilla/call';
import {
  call,
  cleanUp,
  connectTo,
  contextFor,
  failureOf,
  gate,
  never,
  open,
  reaches,
  startServer,
} from '../testing/fixtures';
import { startBlackHole, unusedPort } from '../testing/raw-server';

afterEach(cleanUp);

function statesOf(connection: Connection): ConnectionState[] {
  const states: ConnectionState[] = [];
  connection.observe((state) => states.push(state));
  return states;
}

async function closed(socket: Socket): Promise<void> {
  if (!socket.closed) await once(socket, 'close');
}

describe('connecting', () => {
  it('starts when asked, once', async () => {
    const { port } = await startServer({});
    const connection = open(port);
    const states: ConnectionState[] = [];
    connection.observe((state) => states.push(state));
    expect(connection.state).toBe('idle');
    connection.connect();
    connection.connect();
    await reaches(connection, 'ready');
    connection.connect();
    expect(states).toEqual(['connecting', 'ready']);
  });

  it('gives up on a peer that accepts TCP and never speaks HTTP/2, and tries again', async () => {
    const blackHole = await startBlackHole();
    const connection = open(blackHole.port);
    const states = statesOf(connection);
    await reaches(connection, 'failed');
    await reaches(connection, 'connecting');
    await reaches(connection, 'failed');
    expect(states).toEqual(['connecting', 'failed', 'idle', 'connecting', 'failed']);
    expect(blackHole.sockets).toHaveLength(2);
    await Promise.all(blackHole.sockets.map(closed));
  });

  it('fails, and becomes ready once somebody listens', async () => {
    const port = await unusedPort();
    const connection = open(port);
    await reaches(connection, 'failed');
    await startServer({ echo: async (request) => request }, { port });
    await reaches(connection, 'ready');
    await expect(call(connection, contextFor())).resolves.toEqual({ text: 'hi' });
  });

  it('is bounded after a refusal, too, and becomes ready when a peer that never spoke is replaced', async () => {
    const port = await unusedPort();
    const connection = open(port);
    const states = statesOf(connection);
    await reaches(connection, 'failed');
    const blackHole = await startBlackHole(port);
    await reaches(connection, 'connecting');
    await reaches(connection, 'failed');
    await blackHole.close();
    await startServer({}, { port });
    await reaches(connection, 'ready');
    const failed = ['connecting', 'failed', 'idle'];
    expect(states).toEqual([...failed, ...failed, 'connecting', 'ready']);
  });

  it('takes no calls between a failure and the next try', async () => {
    const connection = open(await unusedPort());
    await reaches(connection, 'failed');
    const error = await failureOf(call(connection, contextFor()));
    expect([error.code, error.message]).toEqual([
      'UNAVAILABLE',
      'the connection to echo-1 failed: pick another endpoint',
    ]);
    expect(connection.state).toBe('failed');
  });
});

describe('a connection that was lost', () => {
  it('is ready again after the server restarted at the same port', async () => {
    const { listener, port } = await startServer({});
    const connection = open(port);
    await reaches(connection, 'ready');
    await listener.close(0);
    await startServer({ echo: async (request) => request }, { port });
    await reaches(connection, 'idle');
    await reaches(connection, 'ready');
    await expect(call(connection, contextFor())).resolves.toEqual({ text: 'hi' });
  });

  it('leaves ready when the server says goodbye, and lets calls in flight end', async () => {
    const answer = gate();
    const arrival = gate();
    const { listener, port } = await startServer({
      echo: async (request) => {
        arrival.open();
        await answer.opened;
        return request;
      },
    });
    const connection = open(port);
    await reaches(connection, 'ready');
    const response = call(connection, contextFor());
    await arrival.opened;
    const closed = listener.close(5_000);
    await reaches(connection, 'idle');
    await reaches(connection, 'failed');
    answer.open();
    await expect(response).resolves.toEqual({ text: 'hi' });
    await closed;
  });
});

describe('close', () => {
  it('lets calls in flight end, and takes no more', async () => {
    const answer = gate();
    const arrival = gate();
    const connection = await connectTo({
      echo: async (request) => {
        arrival.open();
        await answer.opened;
        return request;
      },
    });
    const response = call(connection, contextFor());
    await arrival.opened;
    const closed = connection.close(5_000);
    const error = await failureOf(call(connection, contextFor()));
    expect([error.code, error.message]).toEqual([
      'UNAVAILABLE',
      'the connection to echo-1 is closed: pick another endpoint',
    ]);
    answer.open();
    await expect(response).resolves.toEqual({ text: 'hi' });
    await closed;
    expect(connection.state).toBe('closed');
  });

  it('cuts calls in flight when the grace is over', async () => {
    const connection = await connectTo({ echo: never });
    const context = contextFor();
    const failure = failureOf(call(connection, context));
    await connection.close(20);
    const { code, message } = await failure;
    expect([code, message]).toEqual(['UNAVAILABLE', 'the connection to echo-1 was closed']);
    expect(context.attempts).toMatchObject([{ sent: true }]);
  });

  it('ends a try to connect', async () => {
    const { port, server, sockets } = await startBlackHole();
    const connection = open(port);
    const states = statesOf(connection);
    const accepted = once(server, 'connection');
    connection.connect();
    await accepted;
    await connection.close(0);
    await Promise.all(sockets.map(closed));
    expect(states).toEqual(['connecting', 'closed']);
  });

  it('is final, and the same when called again', async () => {
    const { port } = await startServer({});
    const connection = open(port);
    const states: ConnectionState[] = [];
    await reaches(connection, 'ready');
    connection.observe((state) => states.push(state));
    await Promise.all([connection.close(0), connection.close(1_000)]);
    connection.connect();
    expect(states).toEqual(['closed']);
  });
});
