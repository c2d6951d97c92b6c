import type { Instance } from '@flotilla/discovery';

export function greeter(slot: number): Instance {
  return {
    id: `greeter-${slot}`,
    service: 'greeter',
    host: '127.0.0.1',
    port: 50_050 + slot,
    weight: 2,
    zone: 'a',
    version: '1.2.0',
    metadata: { adminPort: '9464' },
  };
}

/** Reads until a value fits. */
export async function until<T>(values: AsyncIterator<T>, fits: (value: T) => boolean): Promise<T> {
  for (;;) {
    const next = await values.next();
    if (next.done) throw new Error('the watch ended');
    if (fits(next.value)) return next.value;
  }
}
