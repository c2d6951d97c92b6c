import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenFolder } from '../folder/open-folder';
import { readOwn, writeDraft } from '../folder/own-file';
import { identify } from '../processes/process-identity';
import type { ProcessIdentity } from '../processes/process-identity';

/** Which PostgreSQL runs on the data of a folder, and who started it. */
export interface StartNote {
  readonly server: ProcessIdentity;
  readonly starter: ProcessIdentity;
}

/** Writes down that this process has started the one with a number. */
export function noteStart({ path, user }: OpenFolder, pid: number): void {
  const file = noteFile(path);
  renameSync(writeDraft(file, `${identify(pid)}\n${identify(process.pid)}\n`, user), file);
}

/** Undefined when there is none, or none that can be read. */
export function readStartNote({ path }: OpenFolder): StartNote | undefined {
  try {
    const [server = '', starter = ''] = readOwn(noteFile(path)).split('\n');
    return { server, starter };
  } catch {
    return undefined;
  }
}

function noteFile(path: string): string {
  return join(path, 'server');
}
