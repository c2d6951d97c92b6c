import { once } from 'node:events';
import type { ConnectionState } from '@flotilla/call';
import { afterwards, cleanUp } from '../testing/fixtures';
import { startBlackHole, unusedPort } from '../testing/raw-server';
import { BoundedChannel } from './channel';
import { resolveOptions } from './channel-options';

// Sockets are real, and so is what grpc-js needs of the event loop.
beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));
afterEach(async () => {
  await cleanUp();
  jest.useRealTimers();
});

function channelTo(port: number) {
  const endpoint = { id: 'echo-1', host: '127.0.0.1', port, weight: 1 };
  const channel = new BoundedChannel(endpoint, resolveOptions({}), () => 0.5);
  afterwards(() => channel.close());
  const states: ConnectionState[] = [];
  channel.observe((state) => states.push(state));
  return { channel, states };
}

async function fails(channel: BoundedChannel): Promise<void> {
  const failed = new Promise<void>((resolve) => {
    const stop = channel.observe((state) => {
      if (state !== 'failed') return;
      stop();
      resolve();
    });
  });
  channel.connect();
  await failed;
}

it('is idle after a backoff, which doubles with each failure in a row', async () => {
  const { channel } = channelTo(await unusedPort());
  for (const backoffMs of [100, 200, 400]) {
    await fails(channel);
    jest.advanceTimersByTime(backoffMs - 1);
    expect(channel.state).toBe('failed');
    jest.advanceTimersByTime(1);
    expect(channel.state).toBe('idle');
  }
});

it('connects for no longer than the connect timeout, at each try', async () => {
  const refusing = await unusedPort();
  const { channel, states } = channelTo(refusing);
  await fails(channel);
  const { server } = await startBlackHole(refusing);
  for (let times = 0; times < 2; times++) {
    jest.advanceTimersByTime(2_000);
    const accepted = once(server, 'connection');
    channel.connect();
    await accepted;
    jest.advanceTimersByTime(999);
    expect(channel.state).toBe('connecting');
    jest.advanceTimersByTime(1);
    expect(channel.state).toBe('failed');
  }
  const failed = ['connecting', 'failed'];
  expect(states).toEqual([...failed, 'idle', ...failed, 'idle', ...failed]);
});

it('does nothing more once it is closed', async () => {
  const { channel, states } = channelTo(await unusedPort());
  await fails(channel);
  channel.close();
  jest.advanceTimersByTime(10_000);
  expect(states).toEqual(['connecting', 'failed', 'closed']);
});
