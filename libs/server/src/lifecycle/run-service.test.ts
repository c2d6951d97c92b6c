import { setImmediate as turn } from 'node:timers/promises';
import { createTelemetry } from '@flotilla/telemetry';
import { FakeListener } from '../testing/fake-listener';
import { runService } from './run-service';

const signals = ['SIGTERM', 'SIGINT', 'disconnect'] as const;
let log: string[];
let exit: jest.SpyInstance;
let exited: Promise<void>;

async function run(close: () => Promise<unknown> = async () => log.push('closed')): Promise<void> {
  await runService({
    name: 'greeter',
    listeners: [new FakeListener('grpc', log)],
    telemetry: createTelemetry({ service: 'greeter', logLevel: 'silent' }),
    instance: { id: 'greeter-1' },
    admin: { host: '127.0.0.1', port: 0 },
    closing: [{ close }],
  });
}

beforeEach(() => {
  log = [];
  exited = new Promise((resolve) => {
    exit = jest.spyOn(process, 'exit').mockImplementation(() => resolve() as never);
  });
});
afterEach(() => {
  for (const signal of signals) process.removeAllListeners(signal);
  jest.restoreAllMocks();
});

describe('runService', () => {
  it.each(signals)('stops in order at %s, then exits with 0', async (signal) => {
    await run();
    expect(exit).not.toHaveBeenCalled();
    process.emit(signal as 'disconnect');
    await exited;
    expect(log).toEqual([
      'grpc listens',
      'grpc serves',
      'grpc serves no more',
      'grpc closed within 10000 ms',
      'closed',
    ]);
    expect(exit.mock.calls).toEqual([[0]]);
  });

  it('exits with 1 when it cannot stop in order', async () => {
    await run(() => Promise.reject(new Error('oops')));
    process.emit('SIGTERM');
    await exited;
    expect(exit.mock.calls).toEqual([[1]]);
  });

  it('exits at once at a second signal', async () => {
    let close!: () => void;
    await run(() => new Promise<void>((resolve) => (close = resolve)));
    process.emit('SIGINT');
    await turn();
    expect(exit).not.toHaveBeenCalled();
    process.emit('SIGINT');
    expect(exit.mock.calls).toEqual([[1]]);
    close(); // a real exit would have ended what still goes on here
    while (exit.mock.calls.length < 2) await turn();
  });

  it('does not take the end of its parent for a second signal', async () => {
    await run();
    process.emit('SIGTERM');
    process.emit('disconnect');
    await exited;
    expect(exit.mock.calls).toEqual([[0]]);
  });

  it('does not start when its parent ended before', async () => {
    Object.defineProperty(process, 'connected', { value: false, configurable: true });
    await run();
    Reflect.deleteProperty(process, 'connected');
    await exited;
    expect(log).not.toContain('grpc listens');
    expect(exit.mock.calls).toEqual([[0]]);
  });
});
