import { CallError, onAbort } from '@flotilla/call';
import { sleep } from '../sleep';
import type { JsonObject } from './answer';
import type { Bound } from '../bound';
import type { Interruption } from './within';
import type { KeyChange, Position } from './etcd-api';
import { notEtcd, toEtcdError } from './etcd-error';
import { readEvents } from './wire';

/**
 * How often the member that streams is asked whether it still answers: a frozen one keeps its connections, and says as
 * little as one to whom nothing happens. (Its own progress reports come every 10 minutes.)
 */
const pulseMs = 5_000;
const answerTimeoutMs = 2_000;

/** One member of the cluster. */
export interface WatchSource {
  /** Its name in errors. */
  readonly peer: string;
  /** @param signal aborts with an Interruption. */
  open(signal: AbortSignal): AsyncGenerator<readonly JsonObject[], never>;
  position(bound: Bound): Promise<Position>;
}

/** What a message of a watch says beside its events. */
interface Control {
  readonly canceled?: boolean;
  readonly cancel_reason?: string;
  readonly compact_revision?: string;
}

function toChanges(peer: string, messages: readonly JsonObject[]): KeyChange[] {
  try {
    return messages.flatMap(readEvents);
  } catch {
    throw notEtcd(peer, 200, '');
  }
}

/** Resolves when what the stream should begin with is compacted. The first message says that the watch exists. */
async function read(
  source: WatchSource,
  onChanges: (changes: readonly KeyChange[]) => void,
  onAnswer: () => void,
  signal: AbortSignal,
): Promise<void> {
  const { peer } = source;
  for await (const messages of source.open(signal)) {
    onAnswer();
    const end = messages.find(({ canceled }: Control) => canceled) as Control | undefined;
    if (end?.compact_revision) return;
    if (end)
      throw new CallError(
        'ABORTED',
        `${peer} cancelled the watch: ${end.cancel_reason ?? 'it says no more'}`,
      );
    const changes = toChanges(peer, messages);
    if (changes.length > 0) onChanges(changes);
  }
}

/** Asks at once, too: the member may be another cluster's than the one that gave the position, or the same one wiped. */
async function checkPulse(source: WatchSource, after: Position, signal: AbortSignal): Promise<never> {
  while (!signal.aborted) {
    const { clusterId, revision } = await source.position({ timeoutMs: answerTimeoutMs, signal });
    if (clusterId !== after.clusterId || revision < after.revision)
      throw new CallError(
        'ABORTED',
        `${source.peer} went back, or is another cluster: reading everything again`,
      );
    await sleep(pulseMs, signal);
  }
  throw toEtcdError(source.peer, signal.reason, signal);
}

/**
 * Hands over what changes after a position, changes that arrive together in one call. Resolves when etcd has compacted
 * what came after it; rejects with a CallError when the signal aborts or the member is lost.
 */
export async function followRange(
  source: WatchSource,
  after: Position,
  onChanges: (changes: readonly KeyChange[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const control = new AbortController();
  const cut = (reason: Interruption): void => control.abort(reason);
  const unlink = onAbort(signal, () => cut('CANCELLED'));
  if (signal.aborted) cut('CANCELLED');
  const late = setTimeout(() => cut('DEADLINE_EXCEEDED'), answerTimeoutMs);
  const reading = read(source, onChanges, () => clearTimeout(late), control.signal);
  const beating = checkPulse(source, after, control.signal);
  try {
    await Promise.race([reading, beating]);
  } catch (error) {
    // Whichever of the two was cut first does not know why.
    throw control.signal.aborted ? toEtcdError(source.peer, control.signal.reason, control.signal) : error;
  } finally {
    clearTimeout(late);
    unlink();
    cut('CANCELLED');
    await Promise.allSettled([reading, beating]);
  }
}
