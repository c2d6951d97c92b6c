import type { Endpoint } from '@flotilla/call';
import type { Pick, PickContext, Policy } from '../balancer';
import { Group } from '../group';
import { hash } from '../hash';
import { lot, seedOf } from '../lot';
import { percentOf } from './versions';
import type { Versions } from './versions';

export interface VersionSplitParts {
  /** The versions with a share of their own. Asked at each update. */
  readonly versions: () => Versions;
  /** Makes what chooses among the endpoints of one version, and again among those of all the others. */
  readonly inner: () => Policy;
  readonly random: () => number;
}

/** A group that gets calls, its weight relative to the others'. */
interface Share {
  readonly group: Group;
  readonly weight: number;
  readonly salt: number;
}

/** Undefined: all that have no share of their own, endpoints without a version among them. */
type Version = string | undefined;

/**
 * Gives versions their percentages of the calls, and what is left to the endpoints of all other versions together. A group
 * without endpoints leaves its share to the others.
 *
 * A call with a key goes where its key goes, and a version whose percentage grows loses none of its keys: weighted
 * rendezvous hashing. Source: Schindelhauer and Schomaker, "Weighted Distributed Hash Tables".
 */
export class VersionSplit implements Policy {
  readonly #parts: VersionSplitParts;
  #groups: ReadonlyMap<Version, Group> = new Map();
  #shares: readonly Share[] = [];

  constructor(parts: VersionSplitParts) {
    this.#parts = parts;
  }

  update(endpoints: readonly Endpoint[], known = endpoints): void {
    const versions = this.#parts.versions();
    const ready = partition(endpoints, versions);
    const all = partition(known, versions);
    const names: readonly Version[] = [undefined, ...versions.keys()];
    this.#groups = new Map(names.map((version) => [version, this.#group(version)]));
    for (const [version, group] of this.#groups) {
      group.update(ready.get(version) ?? [], all.get(version) ?? []);
    }
    this.#shares = this.#toShares(versions);
  }

  pick(context?: PickContext): Pick | undefined {
    const group = this.#shares.length > 1 ? this.#choose(context) : this.#shares[0]?.group;
    return group?.policy.pick(context);
  }

  *latencies(): Iterable<readonly [Endpoint, number]> {
    for (const { policy } of this.#groups.values()) yield* policy.latencies?.() ?? [];
  }

  #group(version: Version): Group {
    return this.#groups.get(version) ?? new Group(this.#parts.inner());
  }

  #toShares(versions: Versions): readonly Share[] {
    const left = Math.max(0, 100 - percentOf(versions));
    const shares = [...this.#groups]
      .filter(([, group]) => group.size > 0)
      .map(([version, group]) => ({
        group,
        weight: versions.get(version ?? '') ?? left,
        salt: hash(version ?? ''),
      }));
    const wanted = shares.filter(({ weight }) => weight > 0);
    // Rather a version that is to get nothing than no answer at all.
    return wanted.length > 0 ? wanted : shares.map((share) => ({ ...share, weight: 1 }));
  }

  #choose(context: PickContext | undefined): Group | undefined {
    const seed = seedOf(context, this.#parts.random);
    return this.#least(seed, context?.avoid) ?? this.#least(seed);
  }

  /** The group with the least cost for a seed, of those with an endpoint that was not tried. */
  #least(seed: number, tried?: ReadonlySet<string>): Group | undefined {
    let chosen: Group | undefined;
    let least = Infinity;
    for (const { group, weight, salt } of this.#shares) {
      const cost = -Math.log(lot(seed, salt)) / weight;
      if (cost >= least || !group.hasOther(tried)) continue;
      chosen = group;
      least = cost;
    }
    return chosen;
  }
}

function partition(
  endpoints: readonly Endpoint[],
  versions: Versions,
): ReadonlyMap<Version, readonly Endpoint[]> {
  if (versions.size === 0) return new Map([[undefined, endpoints]]);
  const parts = new Map<Version, Endpoint[]>();
  for (const endpoint of endpoints) {
    const version = versions.has(endpoint.version ?? '') ? endpoint.version : undefined;
    const part = parts.get(version);
    if (part) part.push(endpoint);
    else parts.set(version, [endpoint]);
  }
  return parts;
}
