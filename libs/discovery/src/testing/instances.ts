import type { Instance } from '../instance';

export function greeter(slot: number): Instance {
  return { id: `greeter-${slot}`, service: 'greeter', host: '127.0.0.1', port: 50_050 + slot, metadata: {} };
}
