import type { Instance } from '@flotilla/discovery';

/** The service that the benchmark is about. */
export const service = 'quotes';

/** An instance with what instances usually say of themselves. */
export function instanceAt(slot: number, port = 20_000): Instance {
  return {
    id: `${service}-${slot}`,
    service,
    host: `10.0.${Math.floor(slot / 250)}.${slot % 250}`,
    port,
    zone: `zone-${slot % 3}`,
    version: '1.0.0',
    metadata: { adminPort: '9464' },
  };
}

export function instances(count: number): Instance[] {
  return Array.from({ length: count }, (_, slot) => instanceAt(slot));
}

/** The instance in the middle, after a number of restarts that each took another port: one change among all. */
export function restarted(count: number, times: number): Instance {
  return instanceAt(Math.floor(count / 2), 20_001 + (times % 40_000));
}
