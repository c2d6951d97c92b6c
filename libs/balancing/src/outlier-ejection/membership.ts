import { endpointKey } from '@flotilla/call';
import type { Endpoint } from '@flotilla/call';
import { Roster } from '../selection/roster';
import { Member } from './member';

/** An endpoint that loses its connection and comes back within this time is the same one. Source: DESIGN. */
const rememberMs = 60_000;
/** Bound of the memory of endpoints that left. */
const maxRemembered = 1_000;

/** The members present, and those that left a short while ago with ejections to their name. */
export class Membership {
  readonly #present = new Roster<Member>();
  readonly #left = new Map<string, { readonly member: Member; readonly at: number }>();

  get members(): readonly Member[] {
    return this.#present.nodes;
  }

  /** The member of an endpoint that is present. */
  of(endpoint: Endpoint): Member | undefined {
    return this.#present.of(endpoint);
  }

  update(endpoints: readonly Endpoint[], now: number): void {
    this.#forget(now);
    this.#remember(
      this.#present.update(endpoints, (endpoint) => this.#recall(endpoint)),
      now,
    );
  }

  #recall(endpoint: Endpoint): Member {
    const key = endpointKey(endpoint);
    const member = this.#left.get(key)?.member ?? new Member(endpoint);
    this.#left.delete(key);
    member.present = true;
    member.beginInterval();
    return member;
  }

  #remember(leaving: readonly Member[], now: number): void {
    for (const member of leaving) {
      member.present = false;
      if (member.ejections(now) > 0) this.#left.set(endpointKey(member.endpoint), { member, at: now });
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
