import { FakeTransport } from '../testing/fake-transport';
import type { FakeConnection } from '../testing/fake-transport';
import { PooledEndpoint } from './pooled-endpoint';

const endpoint = { id: 'quotes-1', host: '127.0.0.1', port: 50_001, weight: 1 };
let connection: FakeConnection;
let pooled: PooledEndpoint;
let states: string[];

beforeEach(() => {
  jest.useFakeTimers();
  const transport = new FakeTransport();
  transport.connectingLeadsTo = 'connecting';
  connection = transport.open(endpoint);
  states = [];
  pooled = new PooledEndpoint(
    endpoint,
    connection,
    () => performance.now(),
    () => states.push(connection.state),
  );
});
afterEach(async () => {
  await pooled.close(0);
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

describe('PooledEndpoint', () => {
  it('connects at once, and again whenever the connection is idle', async () => {
    expect(connection.connects).toBe(1);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(connection.connects).toBe(1);
    connection.become('idle');
    expect(connection.connects).toBe(2);
    expect(states).toEqual(['connecting', 'idle', 'connecting']);
  });

  it('asks a peer that drops connections at once every 250 ms only', async () => {
    const connectsAt: number[] = [];
    const begun = performance.now();
    jest.spyOn(connection, 'connect').mockImplementation(() => {
      connectsAt.push(performance.now() - begun);
      connection.become('idle');
    });
    connection.become('idle');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(connectsAt).toEqual([250, 500, 750, 1_000]);
  });

  it.each([
    { state: 'idle', ready: false, hopeful: true },
    { state: 'connecting', ready: false, hopeful: true },
    { state: 'ready', ready: true, hopeful: false },
    { state: 'failed', ready: false, hopeful: false },
    { state: 'closed', ready: false, hopeful: false },
  ] as const)('$state: ready $ready, hopeful $hopeful', ({ state, ready, hopeful }) => {
    connection.become(state);
    expect([pooled.isReady, pooled.isHopeful]).toEqual([ready, hopeful]);
  });

  it('closes with the grace, and neither listens nor connects any more', async () => {
    connection.become('idle');
    await pooled.close(5_000);
    expect(connection.closedWithGraceMs).toBe(5_000);
    connection.become('idle');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(connection.connects).toBe(1);
    expect(states).toEqual(['connecting', 'idle']);
  });
});
