import type { Telemetry } from '@flotilla/telemetry';

/** The part of the process's logger that the store uses. */
export type Logger = Pick<Telemetry['logger'], 'info' | 'warn'>;
