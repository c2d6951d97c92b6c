import type { ConnectionState } from '@flotilla/call';
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
    const connection = open(await startBlackHole());
    const states: ConnectionState[] = [];
    connection.observe((state) => states.push(state));
    await reaches(connection, 'failed');
    await reaches(connection, 'connecting');
    expect(states).toEqual(['connecting', 'failed', 'idle', 'connecting']);
  });

  it('fails, and becomes ready once somebody listens', async () => {
    const port = await unusedPort();
    const connection = open(port);
    await reaches(connection, 'failed');
    await startServer({ echo: async (request) => request }, { port });
    await reaches(connection, 'ready');
    await expect(call(connection, contextFor())).resolves.toEqual({ text: 'hi' });
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
    const failure = failureOf(call(connection, contextFor()));
    await connection.close(20);
    expect((await failure).code).toBe('CANCELLED');
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
