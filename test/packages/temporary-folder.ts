import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder for one test file, outside the workspace, removed after its tests. A PostgreSQL of another user may enter it. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'flotilla-packages-'));
  chmodSync(path, 0o755);
  afterAll(() => rmSync(path, { recursive: true, force: true, maxRetries: 5 }));
  return path;
}
