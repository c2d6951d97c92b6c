import type { Registry } from '@flotilla/discovery';
import type { Policy } from '@flotilla/governance';
import { suggest } from '../../arguments/suggest';
import type { KnownService } from '../../registry/known-service';

const maxNamed = 5;

/** What is allowed in a policy for a service, and perhaps not meant. */
export async function warnOf(
  registry: Registry,
  known: KnownService,
  { drained = [] }: Policy,
): Promise<string[]> {
  const ids = known.instances.map(({ id }) => id);
  if (ids.length === 0) return warnOfStranger(registry, known);
  const unknown = drained.filter((id) => !ids.includes(id));
  const warnings = [];
  if (unknown.length > 0) warnings.push(`drained names what is not registered: ${shown(unknown, ids)}`);
  if (ids.every((id) => drained.includes(id)))
    warnings.push(`every instance of ${known.name} is drained: its calls fail`);
  return warnings;
}

/** A service that nobody registered may be one to come, or a mistyped one. */
export async function warnOfStranger({ discovery }: Registry, known: KnownService): Promise<string[]> {
  if (known.instances.length > 0) return [];
  const meant = suggest(known.name, await discovery.services());
  return [`no instance of ${known.name} is registered${meant}`];
}

function shown(unknown: readonly string[], ids: readonly string[]): string {
  const named = unknown.slice(0, maxNamed).map((id) => `${id}${suggest(id, ids)}`);
  return [...named, ...(unknown.length > maxNamed ? ['…'] : [])].join(', ');
}
