import { findProcess } from './find-process';

/** A process, told from another that gets its number later: `<pid> <when it started>`. */
export type ProcessIdentity = string;

/** That of the process with a number. One that is gone has one, too: it does not live. */
export function identify(pid: number): ProcessIdentity {
  return `${pid} ${findProcess(pid)?.started ?? 'gone'}`;
}

export function pidOf(identity: ProcessIdentity): number {
  return Number.parseInt(identity, 10);
}

/** Any text may be asked about: what is no identity does not live. */
export function lives(identity: ProcessIdentity): boolean {
  const pid = pidOf(identity);
  const found = findProcess(pid);
  return found !== undefined && identity === `${pid} ${found.started}`;
}
