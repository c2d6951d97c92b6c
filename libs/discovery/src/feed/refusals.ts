import { CallError } from '@flotilla/call';

/** How many of the entries are named in an error. */
const maxNamed = 3;

/** Reports the entries of a service that are left out: once for each change, however often they are seen. */
export function refusals(report: (error: CallError) => void): (refused: readonly string[]) => void {
  let known = '';
  return (refused) => {
    const named = refused.toSorted().slice(0, maxNamed).join('; ');
    const message = refused.length === 0 ? '' : `entries left out (${refused.length}): ${named}`;
    if (message !== known && message !== '') report(new CallError('INVALID_ARGUMENT', message));
    known = message;
  };
}
