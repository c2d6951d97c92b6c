import type { Node } from './roster';

/** Blind draws before the nodes are searched: with two of many nodes to avoid, one is nearly always enough. */
const maxDraws = 4;

/**
 * The power of two choices: draws two different nodes and leaves the choice to `better`. Nodes to avoid are drawn only
 * when there is no other. Source: Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing".
 *
 * @returns undefined when there is no node
 */
export function betterOfTwo<N extends Node>(
  nodes: readonly N[],
  avoid: ReadonlySet<string> | undefined,
  random: () => number,
  better: (a: N, b: N) => N,
): N | undefined {
  const first = draw(nodes, random, (node) => !avoid?.has(node.endpoint.id));
  if (!first) return avoid && betterOfTwo(nodes, undefined, random, better);
  const second = draw(nodes, random, (node) => node !== first && !avoid?.has(node.endpoint.id));
  return second ? better(first, second) : first;
}

function draw<N>(nodes: readonly N[], random: () => number, allowed: (node: N) => boolean): N | undefined {
  for (let drawn = 0; drawn < maxDraws; drawn++) {
    const node = nodes[Math.floor(random() * nodes.length)];
    if (node && allowed(node)) return node;
  }
  return search(nodes, Math.floor(random() * nodes.length), allowed);
}

function search<N>(nodes: readonly N[], start: number, allowed: (node: N) => boolean): N | undefined {
  for (let step = 0; step < nodes.length; step++) {
    const node = nodes[(start + step) % nodes.length];
    if (node && allowed(node)) return node;
  }
  return undefined;
}
