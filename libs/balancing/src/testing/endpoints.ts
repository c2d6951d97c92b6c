import type { Endpoint } from '@flotilla/call';

export function endpoint(id: string, overrides: Partial<Endpoint> = {}): Endpoint {
  return { id, host: '10.0.0.1', port: 50_051, weight: 1, ...overrides };
}

export function endpoints(...ids: readonly string[]): readonly Endpoint[] {
  return ids.map((id) => endpoint(id));
}
