import type { FastifyBaseLogger } from 'fastify';

/** What the error handler logs: an unforeseen error whole, of a service that is away the reason. */
export interface LoggedError {
  readonly err?: unknown;
  readonly reason?: string;
  readonly route: string | undefined;
}

/** A logger that is silent and keeps warnings and errors. */
export function quietLogger(): { logger: FastifyBaseLogger; errors: LoggedError[] } {
  const errors: LoggedError[] = [];
  const silent = (): void => undefined;
  const logger = {
    level: 'info',
    silent,
    trace: silent,
    debug: silent,
    info: silent,
    warn: (fields: LoggedError) => void errors.push(fields),
    error: (fields: LoggedError) => void errors.push(fields),
    fatal: silent,
    child: () => logger,
  } as unknown as FastifyBaseLogger;
  return { logger, errors };
}
