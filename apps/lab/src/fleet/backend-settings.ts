/** How a backend registers. */
export interface BackendSettings {
  readonly zone?: string;
  readonly version?: string;
  /** Default 1. */
  readonly weight?: number;
}

/** The environment that makes a backend so. */
export function toEnvironment({ zone, version, weight }: BackendSettings): Record<string, string> {
  return {
    ...(zone !== undefined && { ZONE: zone }),
    ...(version !== undefined && { INSTANCE_VERSION: version }),
    ...(weight !== undefined && { INSTANCE_WEIGHT: String(weight) }),
  };
}
