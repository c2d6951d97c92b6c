import { toEjectionSettings } from './outlier-ejection/ejection-settings';
import type { EjectionSettings } from './outlier-ejection/ejection-settings';
import { policies, policyNames } from './settings';
import type { BalancerSettings, PolicyEntry } from './settings';
import { resolveVersions } from './version-split/versions';
import type { Versions } from './version-split/versions';

export interface ResolvedSettings {
  readonly policy: PolicyEntry;
  readonly ejection: EjectionSettings;
  readonly slowStartMs: number;
  readonly zonePreference: boolean;
  readonly versions: Versions;
}

/**
 * The settings with their defaults.
 *
 * @throws RangeError that names the setting and the value
 */
export function resolveSettings(settings: BalancerSettings): ResolvedSettings {
  const { policy = 'p2c_peak_ewma', slowStartMs = 10_000, zonePreference = true } = settings;
  check('policy', policy, policyNames.includes(policy), `one of ${policyNames.join(', ')}`);
  check('slowStartMs', slowStartMs, slowStartMs >= 0 && slowStartMs < Infinity, 'finite and at least 0');
  check('zonePreference', zonePreference, typeof zonePreference === 'boolean', 'true or false');
  const entry: PolicyEntry = policies[policy];
  return {
    policy: entry,
    ejection: toEjectionSettings(settings.outlierEjection),
    slowStartMs: entry.slowStart === false ? 0 : slowStartMs,
    zonePreference,
    versions: resolveVersions(settings.versions),
  };
}

function check(setting: string, value: unknown, valid: boolean, expected: string): void {
  if (!valid) throw new RangeError(`${setting} must be ${expected}, got ${String(value)}`);
}
