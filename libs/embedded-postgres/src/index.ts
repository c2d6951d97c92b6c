/**
 * Starts a real PostgreSQL of one's own: from npm packages, or from a folder of this machine. On 127.0.0.1 only, small, with
 * a random password, its data in a folder that outlives it.
 *
 * Use it for demonstrations, development and tests. Not for production, and not to reach a database that runs already: that
 * takes a `DATABASE_URL`. In order: `findBinaries`, a `DatabaseFolder` and its `claim`, `initialise`, `PostgresServer.start`.
 */
export { binariesIn, findBinaries } from './binaries/binaries';
export type { Binaries } from './binaries/binaries';
export { DatabaseFolder } from './folder/database-folder';
export { initialise, isInitialised } from './folder/initialise';
export type { InitialiseOptions } from './folder/initialise';
export { wipe } from './folder/wipe';
export { freePort } from './server/free-port';
export { PostgresServer } from './server/postgres-server';
export type { PostgresServerOptions } from './server/postgres-server';
export type { LogLevel, LogLine } from './server/log-reader';
