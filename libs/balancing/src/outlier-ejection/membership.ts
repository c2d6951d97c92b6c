import { endpointKey } from '@flotilla/call';
import type { Endpoint } from '@flotilla/call';
import type { EjectionRule } from './ejection-rule';
import { Member } from './member';

/** An endpoint that loses its connection and comes back within this time is the same one. Source: DESIGN. */
const rememberMs = 60_000;
/** Bound of the memory of endpoints that left. */
const maxRemembered = 1_000;

/** The members present, and those that left a short while ago with ejections to their name. */
export class Membership {
  #rules: readonly EjectionRule[];
  #present = new Map<Endpoint, Member>();
  readonly #left = new Map<string, { readonly member: Member; readonly at: number }>();

  constructor(rules: readonly EjectionRule[]) {
    this.#rules = rules;
  }

  get members(): Iterable<Member> {
    return this.#present.values();
  }

  /** The member of an endpoint that is present. */
  of(endpoint: Endpoint): Member | undefined {
    return this.#present.get(endpoint);
  }

  /** What was held against a member starts anew; its ejections stay. */
  judgeBy(rules: readonly EjectionRule[]): void {
    this.#rules = rules;
    for (const member of this.members) member.judgeBy(rules);
    for (const { member } of this.#left.values()) member.judgeBy(rules);
  }

  update(endpoints: readonly Endpoint[], now: number): void {
    this.#forget(now);
    const before = new Map([...this.members].map((member) => [endpointKey(member.endpoint), member]));
    this.#present = new Map();
    for (const endpoint of endpoints) {
      const key = endpointKey(endpoint);
      const member = before.get(key) ?? this.#left.get(key)?.member ?? new Member(endpoint, this.#rules);
      member.endpoint = endpoint;
      this.#present.set(endpoint, member);
      this.#left.delete(key);
      before.delete(key);
    }
    this.#remember(before, now);
  }

  #remember(leaving: ReadonlyMap<string, Member>, now: number): void {
    for (const [key, member] of leaving) {
      if (member.ejections(now) > 0) this.#left.set(key, { member, at: now });
    }
    // In the order of leaving, so what the bound cuts off is the oldest.
    for (const key of this.#left.keys()) {
      if (this.#left.size <= maxRemembered) break;
      this.#left.delete(key);
    }
  }

  #forget(now: number): void {
    for (const [key, { at }] of this.#left) if (at + rememberMs <= now) this.#left.delete(key);
  }
}
