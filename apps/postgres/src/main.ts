import { loadConfig } from '@flotilla/config';
import { createLog } from './log';
import { leaveRequests } from './leave-requests';
import { postgresShape } from './postgres-config';
import { runPostgres } from './run-postgres';

async function main(): Promise<number> {
  // Its reader may be gone: no reason to die before the database is shut down.
  process.stdout.on('error', () => undefined);
  const log = createLog(process.env);
  try {
    return await runPostgres(loadConfig(postgresShape), log, leaveRequests(process));
  } catch (error) {
    log('error', error instanceof Error ? error.message : String(error));
    return 1;
  }
}

void main().then((code) => process.exit(code));
