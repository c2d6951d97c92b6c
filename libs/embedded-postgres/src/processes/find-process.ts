import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process of this machine that runs. */
export interface FoundProcess {
  /** When it started, in its system's own words: tells it from another that gets its number later. */
  readonly started: string;
  readonly command: string;
}

/** The process with a number; undefined when there is none, or it is dead and only not yet buried. */
export function findProcess(pid: number): FoundProcess | undefined {
  try {
    return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
  } catch {
    return undefined;
  }
}

/** By proc(5), since small containers have no `ps`. */
function fromProc(pid: number): FoundProcess | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name before it stands in brackets and may hold anything. State is field 3, start time field 22.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (state === 'Z' || state === 'X') return undefined;
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  return { started: fields[18] ?? '', command };
}

function fromPs(pid: number): FoundProcess | undefined {
  const options = { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' }, timeout: 5_000 } as const;
  const line = execFileSync('ps', ['-ww', '-o', 'stat=,lstart=,command=', '-p', String(pid)], options).trim();
  const [, state = '', started = '', command = ''] = /^(\S+)\s+((?:\S+\s+){4}\S+)\s+(.*)$/s.exec(line) ?? [];
  return state.startsWith('Z') ? undefined : { started, command };
}
