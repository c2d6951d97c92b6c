import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

/** A process of this machine that runs. */
export interface FoundProcess {
  /** When it started, in its system's own words: tells it from another that gets its number later. */
  readonly started: string;
  /** What runs in it, with or without its folder. */
  readonly program: string;
  readonly uid: number | undefined;
}

/** That it runs is all there is to know: there is no `ps` here, or it hides others' processes. */
const unseen: FoundProcess = { started: '', program: '', uid: undefined };

/** The process with a number; undefined when there is none, or it is dead and only not yet buried. */
export function findProcess(pid: number): FoundProcess | undefined {
  try {
    return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
  } catch {
    return exists(pid) ? unseen : undefined;
  }
}

/** By proc(5), since small containers have no `ps`. */
function fromProc(pid: number): FoundProcess | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name stands in brackets and may hold anything. State is field 3, start time field 22.
  const nameEnd = stat.lastIndexOf(')');
  const [state, ...fields] = stat.slice(nameEnd + 2).split(' ');
  if (state === 'Z' || state === 'X') return undefined;
  const [program] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  return {
    started: fields[18] ?? '',
    program: program || stat.slice(stat.indexOf('(') + 1, nameEnd),
    uid: statSync(`/proc/${pid}`).uid,
  };
}

function fromPs(pid: number): FoundProcess | undefined {
  const options = { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' }, timeout: 5_000 } as const;
  const columns = 'stat=,uid=,lstart=,comm=';
  const line = execFileSync('ps', ['-ww', '-o', columns, '-p', String(pid)], options).trim();
  const [, state = '', uid, started = '', program = ''] =
    /^(\S+)\s+(\d+)\s+((?:\S+\s+){4}\S+)\s+(.*)$/s.exec(line) ?? [];
  return state.startsWith('Z') ? undefined : { started, program, uid: Number(uid) };
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
