import { CallError } from '@flotilla/call';
import type { JsonObject } from './answer';
import type { Bound } from '../bound';
import type { Position } from './etcd-api';
import { followRange } from './follow-range';
import type { WatchSource } from './follow-range';
import { untilAborted } from '../testing/until-aborted';
import { toBase64 } from './wire';

const after = { clusterId: '1', revision: 10n };
const created = { created: true };
const put = { kv: { key: toBase64('/a'), value: toBase64('x'), mod_revision: '11' } };
const deletion = { type: 'DELETE', kv: { key: toBase64('/a'), mod_revision: '12' } };
const frozen = new CallError('DEADLINE_EXCEEDED', 'etcd at http://a:1 did not answer in time');

describe('followRange', () => {
  let position: jest.MockedFunction<WatchSource['position']>;
  let cut: AbortSignal | undefined;
  let stop: AbortController;
  let onChanges: jest.Mock;

  beforeEach(() => {
    jest.useFakeTimers();
    position = jest.fn<Promise<Position>, [Bound]>(() => Promise.resolve(after));
    stop = new AbortController();
    onChanges = jest.fn();
  });
  afterEach(() => {
    expect(cut?.aborted).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  /** A stream that says this, then nothing until it is cut. */
  function follow(...batches: readonly (readonly JsonObject[])[]): Promise<unknown> {
    const open: WatchSource['open'] = async function* (signal) {
      cut = signal;
      yield* batches;
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
      throw new CallError(signal.reason as 'CANCELLED', 'cut');
    };
    const source = { peer: 'etcd at http://a:1', open, position };
    return followRange(source, after, onChanges, stop.signal).catch((error: unknown) => error);
  }

  it('hands over the events that came together in one call', async () => {
    const following = follow([created], [{ events: [put] }, { events: [deletion] }], [{}]);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(onChanges.mock.calls).toEqual([
      [
        [
          { key: '/a', value: 'x', revision: 11n },
          { key: '/a', value: undefined, revision: 12n },
        ],
      ],
    ]);
    stop.abort();
    await expect(following).resolves.toMatchObject({ code: 'CANCELLED' });
  });

  it.each([
    ['compacted away', { canceled: true, compact_revision: '20' }, undefined],
    [
      'cancelled',
      { canceled: true, cancel_reason: 'no more' },
      new CallError('ABORTED', 'etcd at http://a:1 cancelled the watch: no more'),
    ],
    [
      'not a watch',
      { events: [7] },
      new CallError('INTERNAL', 'etcd at http://a:1 answers, but not as etcd does: check the address'),
    ],
  ])('ends when it is %s', async (_what, message, end) => {
    await expect(follow([created, message])).resolves.toEqual(end);
  });

  it('gives up when no watch is created within 2 s, whatever else was cut by that', async () => {
    position.mockImplementation(({ signal }) => untilAborted(signal));
    const following = follow();
    await jest.advanceTimersByTimeAsync(2_000);
    const message = 'etcd at http://a:1 did not answer in time';
    await expect(following).resolves.toMatchObject({ code: 'DEADLINE_EXCEEDED', message });
  });

  it('asks at once and every 5 s whether the member answers, and ends when it does not', async () => {
    const following = follow([created]);
    await jest.advanceTimersByTimeAsync(14_999);
    expect(position).toHaveBeenCalledTimes(3);
    expect(position).toHaveBeenCalledWith({ timeoutMs: 2_000, signal: cut });
    position.mockRejectedValueOnce(frozen);
    await jest.advanceTimersByTimeAsync(1);
    await expect(following).resolves.toBe(frozen);
  });

  it.each([
    ['went back', { clusterId: '1', revision: 9n }],
    ['is another', { clusterId: '2', revision: 99n }],
  ])('ends when the cluster %s', async (_what, found) => {
    position.mockResolvedValueOnce(found);
    await expect(follow([created])).resolves.toMatchObject({ code: 'ABORTED' });
  });

  it('opens nothing for long when the signal has aborted', async () => {
    stop.abort();
    await expect(follow([created])).resolves.toMatchObject({ code: 'CANCELLED' });
    expect(onChanges).not.toHaveBeenCalled();
  });
});
