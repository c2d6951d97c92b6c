import { CallError, fromCodeNumber } from '@flotilla/call';
import type { Code } from '@flotilla/call';
import type { Interruption } from './within';

/** The request never left: no connection. It may be tried at another endpoint, whatever it asks. */
export class NotSentError extends Error {}

/** What etcd says instead of PERMISSION_DENIED when it does not know who asks. */
const unknownUser = /authentication failed|user name is empty/;

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200);
}

/** A refusal by etcd itself: the code and message of its JSON. */
export function toRefusal(peer: string, { code, message }: { code: number; message: string }): CallError {
  const named: Code = unknownUser.test(message) ? 'PERMISSION_DENIED' : fromCodeNumber(code);
  const line = oneLine(message.replace(/^etcdserver: /, ''));
  const advice =
    named === 'PERMISSION_DENIED'
      ? ': set ETCD_USERNAME and ETCD_PASSWORD to a user whose role may read and write below the prefix'
      : '';
  return new CallError(named === 'OK' ? 'UNKNOWN' : named, `${peer} refused: ${line}${advice}`);
}

/** An answer that is not etcd's: a proxy's error page, another program. */
export function notEtcd(peer: string, status: number, text: string): CallError {
  const answer = status === 200 ? 'answers, but not as etcd does' : `answered HTTP ${status}`;
  const line = oneLine(text);
  const quoted = status !== 200 && line !== '' ? ` (${line})` : '';
  return new CallError('INTERNAL', `${peer} ${answer}${quoted}: check the address`);
}

/**
 * A CallError in one line for whatever a request failed with. `UNAVAILABLE`, `DEADLINE_EXCEEDED` and `CANCELLED`
 * mean that there was no answer, or none from a cluster that works; every other code is an answer.
 */
export function toEtcdError(peer: string, error: unknown, signal: AbortSignal): CallError {
  if (error instanceof CallError) return error;
  const reason = signal.aborted ? (signal.reason as Interruption) : undefined;
  if (reason === 'CANCELLED')
    return new CallError(reason, `the request to ${peer} was cancelled`, { cause: error });
  if (reason === 'DEADLINE_EXCEEDED')
    return new CallError(reason, `${peer} did not answer in time`, { cause: error });
  const { message, code } = (error instanceof NotSentError ? error.cause : error) as NodeJS.ErrnoException;
  // Node's error for "every address refused" has a code and an empty message.
  const line = oneLine(message || String(code));
  return new CallError('UNAVAILABLE', `${peer} does not answer: ${line}`, { cause: error });
}
