import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from './repository';
import { makeCleanClone } from './stage/clean-clone';
import { readersEnvironment } from './stage/environment';

/** A clone, built, of which those of the chapters are made: `tsx make-seed.ts FOLDER`. */
async function main([folder = '']: readonly string[]): Promise<void> {
  const programs = mkdtempSync(join(tmpdir(), 'flotilla-tutorial-'));
  try {
    await makeCleanClone(repository, folder, readersEnvironment(programs));
  } finally {
    rmSync(programs, { recursive: true });
  }
}

void main(process.argv.slice(2));
