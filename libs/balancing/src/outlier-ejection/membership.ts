import { endpointKey } from '@flotilla/call';
import type { Endpoint } from '@flotilla/call';
import { Roster } from '../selection/roster';
import type { Node } from '../selection/roster';
import { Member } from './member';

/** An endpoint that loses its connection and comes back within this time is the same one. Source: DESIGN. */
const rememberMs = 60_000;
/** Bound of the memory of endpoints that left. */
const maxRemembered = 1_000;

interface Place extends Node {
  member: Member;
}

/** The members present, and those that left a short while ago with ejections to their name. */
export class Membership {
  readonly #places = new Roster<Place>();
  readonly #left = new Map<string, { readonly member: Member; readonly at: number }>();

  #members: readonly Member[] = [];

  get members(): readonly Member[] {
    return this.#members;
  }

  update(endpoints: readonly Endpoint[], now: number): void {
    this.#forget(now);
    const left = this.#places.update(endpoints, (endpoint) => ({ endpoint, member: this.#recall(endpoint) }));
    for (const place of this.#places.nodes) place.member = place.member.describedAs(place.endpoint);
    this.#members = this.#places.nodes.map(({ member }) => member);
    this.#remember(
      left.map(({ member }) => member),
      now,
    );
  }

  #recall(endpoint: Endpoint): Member {
    const key = endpointKey(endpoint);
    const member = this.#left.get(key)?.member.describedAs(endpoint) ?? new Member(endpoint);
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
