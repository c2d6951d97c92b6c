import { dirname } from 'node:path';
import { binariesIn, findBinaries } from '@flotilla/embedded-postgres';
import { decideBackend } from './backend-requirement';
import type { BackendDecision } from './backend-requirement';
import { describeWithBackend } from './describe-with-backend';
import { startPostgres } from './test-postgres';
import type { TestPostgres } from './test-postgres';

/**
 * A suite on real PostgreSQL, twice: on the one from npm, and on that of `$POSTGRES_BIN_DIR`. Without one: see
 * `describeWithBackend`.
 *
 * @param options.both false: on one of them, for what takes long. Default true
 */
export function describeWithPostgres(
  name: string,
  suite: (postgres: () => TestPostgres) => void,
  { both = true }: { readonly both?: boolean } = {},
): void {
  const npm = fromNpm();
  describeOn(`${name} (PostgreSQL from npm)`, npm, suite);
  if (!both && npm.run) return;
  describeOn(
    `${name} (PostgreSQL of POSTGRES_BIN_DIR)`,
    decideBackend('postgres', 'POSTGRES_BIN_DIR', process.env),
    suite,
  );
}

function describeOn(
  name: string,
  decision: BackendDecision,
  suite: (postgres: () => TestPostgres) => void,
): void {
  const backend = {
    name: 'postgres',
    decision,
    start: (program: string) => startPostgres({ binaries: binariesIn(program) }),
    stop: (postgres: TestPostgres) => postgres.close(),
  };
  describeWithBackend(name, backend, suite);
}

/** Not for every platform, so never required. */
function fromNpm(): BackendDecision {
  try {
    return { run: true, program: dirname(findBinaries().postgres) };
  } catch (error) {
    return { run: false, reason: (error as Error).message, required: false };
  }
}
