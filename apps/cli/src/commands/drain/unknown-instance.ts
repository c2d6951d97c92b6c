import { suggest } from '../../arguments/suggest';
import type { KnownService } from '../../registry/known-service';

export function unknownInstance(id: string, services: readonly KnownService[]): Error {
  const known = services.flatMap(({ instances }) => instances.map((instance) => instance.id));
  const name = JSON.stringify(id.slice(0, 80));
  return new Error(`no instance ${name}${suggest(id, known)}: flotilla instances lists them`);
}
