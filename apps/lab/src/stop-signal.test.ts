import { stopSignal } from './stop-signal';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const exit = jest.spyOn(process, 'exit').mockImplementation(() => undefined as never);

beforeEach(() => {
  jest.useFakeTimers();
  exit.mockClear();
});
afterEach(() => {
  for (const signal of signals) process.removeAllListeners(signal);
  jest.useRealTimers();
});

it.each(signals)('aborts at %s, and takes what follows within 300 ms for the same', (signal) => {
  const stop = stopSignal();
  expect(stop.aborted).toBe(false);
  process.emit(signal);
  expect(stop.aborted).toBe(true);
  jest.advanceTimersByTime(300);
  process.emit('SIGINT');
  expect(exit).not.toHaveBeenCalled();
});

it('ends the process when it is asked once more later', () => {
  stopSignal();
  process.emit('SIGINT');
  jest.advanceTimersByTime(301);
  process.emit('SIGINT');
  expect(exit).toHaveBeenCalledWith(1);
});
