import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Megabytes that the descendants of a process hold in memory, without npm; undefined where there is no /proc. */
export function residentMegabytes(root) {
  if (!existsSync('/proc/self/stat')) return undefined;
  const processes = readdirSync('/proc').filter(Number).flatMap(readProcess);
  const below = (pid) =>
    processes.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid)]);
  return below(root)
    .filter(({ name }) => !name.startsWith('npm'))
    .reduce((sum, { kilobytes }) => sum + kilobytes / 1024, 0);
}

function readProcess(pid) {
  try {
    const [, name, parent] = /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    const [, kilobytes = 0] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return [{ pid: Number(pid), parent: Number(parent), name, kilobytes: Number(kilobytes) }];
  } catch {
    return []; // gone meanwhile
  }
}
