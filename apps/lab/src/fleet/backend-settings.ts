import type { Behaviour } from '../backend/behaviour';

/** How a backend registers, and what it is like. */
export interface BackendSettings {
  readonly zone?: string;
  readonly version?: string;
  /** Default 1. */
  readonly weight?: number;
  /** How it treats calls when it has started, the load's warm-up included. Default: it is in good health. */
  readonly behaviour?: Behaviour;
}

/** The environment that makes a backend so. */
export function toEnvironment({ zone, version, weight }: BackendSettings): Record<string, string> {
  return {
    ...(zone !== undefined && { ZONE: zone }),
    ...(version !== undefined && { INSTANCE_VERSION: version }),
    ...(weight !== undefined && { INSTANCE_WEIGHT: String(weight) }),
  };
}
