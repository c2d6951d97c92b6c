import { Listeners } from '@flotilla/call';
import type { Clock, Endpoint } from '@flotilla/call';
import type { Balancer, BalancerEvent, Pick, PickContext, Policy } from '../balancer';
import { inFlight } from '../in-flight';
import type { Outcome } from '../outcome';
import type { EjectionReason, EjectionRule } from './ejection-rule';
import type { Member } from './member';
import { Membership } from './membership';
import type { OutlierEjectionOptions } from './options';

/** Share of the known endpoints that must be healthy; with fewer, ejection would overload the rest. Source: Envoy. */
const minHealthyRatio = 0.5;
/** Up to this share is taken off an ejection, so that the clients of a fleet do not all return at once. */
const jitter = 0.1;

export interface OutlierEjectionSettings {
  /** None: nothing is ejected. */
  readonly rules: readonly EjectionRule[];
  readonly options: Required<OutlierEjectionOptions>;
}

export interface OutlierEjectionParts extends OutlierEjectionSettings {
  readonly clock: Clock;
  readonly random: () => number;
}

/** Takes endpoints whose calls keep failing away from a policy for a while. Has no timers: time is looked at on use. */
export class OutlierEjection implements Omit<Balancer, 'reconfigure'> {
  #policy: Policy;
  #parts: OutlierEjectionParts;
  readonly #membership: Membership;
  readonly #listeners = new Listeners<BalancerEvent>();
  #ready: readonly Endpoint[] = [];
  #known = 0;
  #ejected: readonly Member[] = [];
  #nextReturnAt = Infinity;
  #panic = false;

  /** @param policy chooses among the endpoints that are not ejected. One that returns is new to it. */
  constructor(policy: Policy, parts: OutlierEjectionParts) {
    this.#policy = policy;
    this.#parts = parts;
    this.#membership = new Membership(parts.rules);
  }

  observe(listener: (event: BalancerEvent) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Changes when endpoints are ejected; those that are stay out for their time, unless nothing is ejected any more. */
  configure(settings: OutlierEjectionSettings): void {
    this.#parts = { ...this.#parts, ...settings };
    this.#membership.judgeBy(settings.rules);
    if (settings.rules.length === 0) this.#restoreDue(Infinity);
    this.#apply();
  }

  replacePolicy(policy: Policy): void {
    this.#policy = policy;
    this.#apply();
  }

  update(ready: readonly Endpoint[], known = ready.length): void {
    const now = this.#parts.clock();
    this.#ready = ready;
    this.#known = known;
    this.#membership.update(ready, now);
    this.#ejected = this.#membership.members.filter((member) => member.ejected);
    this.#restoreDue(now);
    this.#apply();
  }

  pick(context?: PickContext): Pick | undefined {
    if (this.#nextReturnAt !== Infinity) this.#restoreAtPick(this.#parts.clock());
    const pick = this.#policy.pick(context);
    const member = pick && this.#membership.of(pick.endpoint);
    if (!member) return pick;
    return inFlight(pick.endpoint, (outcome) => {
      pick.done(outcome);
      this.#record(member, outcome);
    });
  }

  #record(member: Member, outcome: Outcome): void {
    // The failures of an endpoint that is gone say no more than that it is gone.
    const present = this.#membership.of(member.endpoint) === member;
    if (outcome.kind === 'cancelled' || member.ejected || !present) return;
    const reason = member.record(outcome.kind === 'failure');
    if (reason && this.#mayEject()) this.#eject(member, reason);
  }

  #mayEject(): boolean {
    return this.#ejected.length < Math.floor(this.#parts.options.maxEjectedRatio * this.#ready.length);
  }

  #eject(member: Member, reason: EjectionReason): void {
    const now = this.#parts.clock();
    const forMs = this.#durationMs(member.ejections(now) + 1);
    member.eject(forMs, now);
    this.#setEjected([...this.#ejected, member]);
    this.#apply();
    this.#listeners.emit({ type: 'ejected', endpoint: member.endpoint, forMs, reason });
  }

  #durationMs(ejections: number): number {
    const { baseEjectionMs, maxEjectionMs } = this.#parts.options;
    return Math.min(baseEjectionMs * ejections, maxEjectionMs) * (1 - jitter * this.#parts.random());
  }

  #restoreAtPick(now: number): void {
    if (now >= this.#nextReturnAt && this.#restoreDue(now)) this.#apply();
  }

  #restoreDue(now: number): boolean {
    const due = this.#ejected.filter((member) => member.returnsAt <= now);
    this.#setEjected(this.#ejected.filter((member) => member.returnsAt > now));
    for (const member of due) {
      member.restore();
      this.#listeners.emit({ type: 'returned', endpoint: member.endpoint });
    }
    return due.length > 0;
  }

  #setEjected(ejected: readonly Member[]): void {
    this.#ejected = ejected;
    this.#nextReturnAt = Math.min(...ejected.map((member) => member.returnsAt));
  }

  /** Gives the policy its endpoints: the healthy ones, or in panic all. */
  #apply(): void {
    const healthy = this.#healthy();
    const panic = this.#ejected.length > 0 && healthy.length < this.#known * minHealthyRatio;
    this.#policy.update(panic ? this.#ready : healthy);
    if (panic === this.#panic) return;
    this.#panic = panic;
    this.#listeners.emit({ type: 'panic', active: panic });
  }

  #healthy(): readonly Endpoint[] {
    if (this.#ejected.length === 0) return this.#ready;
    return this.#ready.filter((endpoint) => !this.#membership.of(endpoint)?.ejected);
  }
}
