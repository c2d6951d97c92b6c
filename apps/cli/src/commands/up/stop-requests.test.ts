import { EventEmitter } from 'node:events';
import { stopRequests } from './stop-requests';

function listen() {
  const source = new EventEmitter();
  const onAnother = jest.fn();
  const time = { ms: 1_000 };
  const { first, end } = stopRequests(source, () => time.ms, onAnother);
  return { source, time, first, end, onAnother };
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('is told by %s', async (signal) => {
  const { source, first, onAnother } = listen();
  source.emit(signal);
  await expect(first).resolves.toBe('told');
  expect(onAnother).not.toHaveBeenCalled();
});

it.each([
  [300, 0],
  [301, 1],
])('after %i ms, sees %i more requests: what comes sooner is an echo', (passedMs, more) => {
  const { source, time, onAnother } = listen();
  source.emit('SIGINT');
  time.ms += passedMs;
  source.emit('SIGTERM');
  expect(onAnother).toHaveBeenCalledTimes(more);
});

it('listens no more when ended', () => {
  const { source, end } = listen();
  end();
  expect(source.eventNames()).toEqual([]);
});
