import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder for one test file, removed after its tests; anybody may enter it. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'flotilla-embedded-'));
  chmodSync(path, 0o755);
  afterAll(() => rmSync(path, { recursive: true, force: true, maxRetries: 5 }));
  return path;
}
