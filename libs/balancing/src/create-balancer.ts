import type { Clock } from '@flotilla/call';
import type { Balancer, Policy } from './balancer';
import { OutlierEjection } from './outlier-ejection/outlier-ejection';
import { resolveSettings } from './resolve-settings';
import type { BalancerSettings, PolicyEntry } from './settings';
import { Arrivals } from './slow-start/arrivals';
import { SlowStart } from './slow-start/slow-start';
import { VersionSplit } from './version-split/version-split';
import { ZonePreference } from './zone-preference/zone-preference';

export interface BalancerOptions extends BalancerSettings {
  /** Where the caller is, in the words of its endpoints' zones. Default: in none. */
  readonly zone?: string | undefined;
  /** Monotonic milliseconds. Default `performance.now`. */
  readonly clock?: Clock;
  /** From 0 to below 1. Default `Math.random`. */
  readonly random?: () => number;
}

/**
 * A balancing policy and what is around it, from the outside in: outlier ejection, version split, zone preference, slow
 * start. What has nothing to do costs next to nothing.
 *
 * @throws RangeError for a policy or an option that does not exist or is out of its range
 */
export function createBalancer(options: BalancerOptions = {}): Balancer {
  const { zone, clock = () => performance.now(), random = Math.random } = options;
  let settings = resolveSettings(options);
  const arrivals = new Arrivals(clock);

  const slowStart = (): Policy =>
    new SlowStart({
      leaf: lastMade(
        () => settings.policy,
        ({ create }: PolicyEntry) => create(clock, random),
      ),
      windowMs: () => settings.slowStartMs,
      arrivals,
      clock,
      random,
    });
  const zonePreference = (here: string): Policy =>
    new ZonePreference({ zone: here, isOn: () => settings.zonePreference, inner: slowStart, random });
  const versionSplit = new VersionSplit({
    versions: () => settings.versions,
    inner: zone === undefined ? slowStart : () => zonePreference(zone),
    random,
  });
  const ejection = new OutlierEjection(versionSplit, { ...settings.ejection, arrivals, clock, random });

  const reconfigure = (changed: BalancerSettings): void => {
    settings = resolveSettings(changed);
    ejection.configure(settings.ejection);
  };
  return Object.assign(ejection, { reconfigure });
}

/** Makes something of what `current` says, and again only when that has changed. */
function lastMade<K, V>(current: () => K, make: (key: K) => V): () => V {
  let key = current();
  let value = make(key);
  return () => {
    if (key !== current()) {
      key = current();
      value = make(key);
    }
    return value;
  };
}
