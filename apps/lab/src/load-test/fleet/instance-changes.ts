import type { Instance } from '@flotilla/discovery';

/** What happened between two lists of the instances of a service, in words for a plot. */
export function changesBetween(before: readonly Instance[], after: readonly Instance[]): string[] {
  const known = new Map(before.map((instance) => [instance.id, instance]));
  const left = new Set(known.keys());
  const changes = after.flatMap((instance) => {
    const earlier = known.get(instance.id);
    left.delete(instance.id);
    return earlier ? changesOf(earlier, instance) : [`${instance.id} came`];
  });
  return [...[...left].map((id) => `${id} left`), ...changes];
}

function changesOf(before: Instance, after: Instance): string[] {
  if (before.metadata['pid'] !== after.metadata['pid'] || before.port !== after.port)
    return [`${after.id} restarted`];
  const { id } = after;
  const changed = (['host', 'weight', 'zone', 'version'] as const).filter(
    (key) => before[key] !== after[key],
  );
  return changed.map((key) => `${id}: ${key} ${String(after[key] ?? 'none')}`);
}
