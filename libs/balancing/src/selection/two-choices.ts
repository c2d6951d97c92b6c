import type { Node } from './roster';
import { search } from './search';

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
  const first = draw(nodes, random, avoid);
  if (!first) return avoid && betterOfTwo(nodes, undefined, random, better);
  const second = draw(nodes, random, avoid, first);
  return second ? better(first, second) : first;
}

function draw<N extends Node>(
  nodes: readonly N[],
  random: () => number,
  avoid: ReadonlySet<string> | undefined,
  taken?: N,
): N | undefined {
  for (let drawn = 0; drawn < maxDraws; drawn++) {
    const node = nodes[Math.floor(random() * nodes.length)];
    if (node && node !== taken && !avoid?.has(node.endpoint.id)) return node;
  }
  const start = Math.floor(random() * nodes.length);
  return search(nodes, start, (node) => node !== taken && !avoid?.has(node.endpoint.id));
}
