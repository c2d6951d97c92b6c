import type { FastifyBaseLogger } from 'fastify';

/** What the error handler logs, at error level. */
export interface LoggedError {
  readonly err: unknown;
  readonly route: string | undefined;
}

/** A logger that is silent and keeps the errors. */
export function quietLogger(): { logger: FastifyBaseLogger; errors: LoggedError[] } {
  const errors: LoggedError[] = [];
  const silent = (): void => undefined;
  const logger = {
    level: 'info',
    silent,
    trace: silent,
    debug: silent,
    info: silent,
    warn: silent,
    error: (fields: LoggedError) => void errors.push(fields),
    fatal: silent,
    child: () => logger,
  } as unknown as FastifyBaseLogger;
  return { logger, errors };
}
