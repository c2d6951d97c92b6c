/** The first node from `start` on, round once, that is allowed. */
export function search<N>(nodes: readonly N[], start: number, allowed: (node: N) => boolean): N | undefined {
  for (let step = 0; step < nodes.length; step++) {
    const node = nodes[(start + step) % nodes.length];
    if (node && allowed(node)) return node;
  }
  return undefined;
}
