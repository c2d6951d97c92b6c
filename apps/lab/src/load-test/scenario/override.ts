import { durationOf } from '@flotilla/testing/load';
import { peakOf } from './scenario';
import type { Mix, Scenario } from './scenario';

/** What a command line says in place of the file. */
export interface Overrides {
  /** The highest rate; all others change by the same factor. */
  readonly peakPerSecond?: number;
  /** Of all phases together; each changes by the same factor. */
  readonly durationMs?: number;
  readonly connections?: number;
  readonly mix?: Mix;
  /** Asked for in place of the mix. */
  readonly path?: string;
}

export function override(
  scenario: Scenario,
  { peakPerSecond, durationMs, path, ...others }: Overrides,
): Scenario {
  const { phases } = scenario;
  const rateFactor = peakPerSecond === undefined ? 1 : peakPerSecond / peakOf(phases);
  const timeFactor = durationMs === undefined ? 1 : durationMs / durationOf(phases);
  return {
    ...scenario,
    ...others,
    ...(path !== undefined && { path, mix: { greetings: 1 }, summary: `GET ${path}` }),
    phases: phases.map((phase) => ({
      durationMs: phase.durationMs * timeFactor,
      fromPerSecond: phase.fromPerSecond * rateFactor,
      toPerSecond: phase.toPerSecond * rateFactor,
    })),
  };
}
