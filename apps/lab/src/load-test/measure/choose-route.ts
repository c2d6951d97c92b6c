import { routes } from '../scenario/scenario';
import type { Mix, Route } from '../scenario/scenario';

/** Chooses by the weights of a mix. @param random from 0 to below 1 */
export function routeChooser(mix: Mix, random: () => number): () => Route {
  const weights = routes.map((route) => [route, mix[route] ?? 0] as const).filter(([, weight]) => weight > 0);
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return () => {
    let left = random() * total;
    const chosen = weights.find(([, weight]) => (left -= weight) < 0) ?? weights.at(-1);
    return (chosen as (typeof weights)[number])[0];
  };
}
