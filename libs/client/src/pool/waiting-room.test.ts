import { CallError } from '@flotilla/call';
import { failureOf, settle } from '../testing/settle';
import { WaitingRoom } from './waiting-room';

let room: WaitingRoom;

beforeEach(() => {
  jest.useFakeTimers();
  room = new WaitingRoom('quotes', { capacity: 2, clock: () => performance.now() });
});
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

function enter(waitMs = 2_000, signal = new AbortController().signal): Promise<void> {
  return room.enter(performance.now() + waitMs, signal);
}

describe('WaitingRoom', () => {
  it('lets all in at once', async () => {
    const entered = Promise.all([enter(), enter()]);
    room.admitAll();
    await expect(entered).resolves.toHaveLength(2);
  });

  it('refuses one at the instant at which it gives up', async () => {
    const refused = jest.fn();
    void failureOf(enter(2_000)).then(refused);
    await jest.advanceTimersByTimeAsync(1_999);
    expect(refused).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(refused).toHaveBeenCalledWith(
      'UNAVAILABLE: quotes: no endpoint became ready in time; is the service running and registered?',
    );
  });

  it('gives up with an error that retries leave alone, and that tells callers elsewhere nothing of it', async () => {
    const refused = enter(100).catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(100);
    await expect(refused).resolves.toMatchObject({ retryable: false, metadata: {} });
  });

  it('refuses one too many, and takes another when one left', async () => {
    void enter(100).catch(() => undefined);
    const second = enter(200);
    await expect(failureOf(enter())).resolves.toBe(
      'RESOURCE_EXHAUSTED: quotes: 2 calls wait for an endpoint already; try again later',
    );
    await expect(enter()).rejects.toMatchObject({ retryable: false });
    await jest.advanceTimersByTimeAsync(100);
    const third = enter();
    room.admitAll();
    await expect(Promise.all([second, third])).resolves.toHaveLength(2);
  });

  it('refuses all with the given error', async () => {
    const failures = Promise.all([failureOf(enter()), failureOf(enter())]);
    room.refuseAll(new CallError('UNAVAILABLE', 'closed'));
    await expect(failures).resolves.toEqual(['UNAVAILABLE: closed', 'UNAVAILABLE: closed']);
  });

  it('lets go of one whose caller aborts, and keeps nothing of it', async () => {
    const controller = new AbortController();
    const removed = jest.spyOn(controller.signal, 'removeEventListener');
    const failure = failureOf(enter(2_000, controller.signal));
    controller.abort();
    await expect(failure).resolves.toBe('CANCELLED: the caller no longer wants the answer');
    expect(removed).toHaveBeenCalledTimes(1);
  });

  it('gives the reason of the abort when that is a CallError', async () => {
    const controller = new AbortController();
    const failure = failureOf(enter(2_000, controller.signal));
    controller.abort(new CallError('DEADLINE_EXCEEDED', 'its time was up'));
    await expect(failure).resolves.toBe('DEADLINE_EXCEEDED: its time was up');
  });

  it('does not let in one whose caller has aborted before', async () => {
    const failure = failureOf(enter(2_000, AbortSignal.abort()));
    await settle();
    await expect(failure).resolves.toMatch(/^CANCELLED/);
  });
});
