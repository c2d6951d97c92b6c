import type { Code } from '@flotilla/call';

/** How a backend treats the calls that it gets from now on. What is left out is as in good health. */
export interface Behaviour {
  /** How long each answer takes; milliseconds. In good health: the drawn work time. */
  readonly delayMs?: number;
  /** Some calls that take longer. In good health none do. */
  readonly stragglers?: { readonly share: number; readonly delayMs: number };
  /** How many calls are worked on at a time; the others wait for their turn. In good health: as many as come. */
  readonly slots?: number;
  /** Share of the calls that fail, when their time is over. In good health 0. */
  readonly failRatio?: number;
  /** What they fail with. UNAVAILABLE unless said otherwise. */
  readonly failCode?: Exclude<Code, 'OK'>;
}
