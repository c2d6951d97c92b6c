import { CallError } from '@flotilla/call';
import type { PutOptions } from './config-store';

/** What a `put` rejects with when its condition does not hold. */
export function revisionConflict(key: string, ifRevision: PutOptions['ifRevision']): CallError {
  const expected = ifRevision === 'absent' ? 'to be absent' : `at revision ${ifRevision}`;
  return new CallError('ABORTED', `${key} was not written: expected it ${expected}; read it again`);
}
