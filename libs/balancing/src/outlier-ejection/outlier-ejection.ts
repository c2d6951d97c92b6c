import { Listeners } from '@flotilla/call';
import type { Clock, Endpoint } from '@flotilla/call';
import type { Balancer, BalancerEvent, EndpointLoad, Pick, PickContext, Policy } from '../balancer';
import { inFlight } from '../in-flight';
import type { Outcome } from '../outcome';
import type { Arrivals } from '../slow-start/arrivals';
import type { EjectionReason } from './ejection-rule';
import type { EjectionSettings } from './ejection-settings';
import { Member } from './member';
import { Membership } from './membership';

/** Share of the known endpoints that must be healthy; with fewer, ejection would overload the rest. Source: Envoy. */
const minHealthyRatio = 0.5;
/** Up to this share is taken off an ejection, so that the clients of a fleet do not all return at once. */
const jitter = 0.1;

export interface OutlierEjectionParts extends EjectionSettings {
  /** Learns who is there, ejected or not, and who is back from an ejection. */
  readonly arrivals: Arrivals;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Takes endpoints whose calls keep failing away from a policy for a while. Has no timers: time is looked at on use. */
export class OutlierEjection implements Omit<Balancer, 'reconfigure'> {
  readonly #policy: Policy;
  #parts: OutlierEjectionParts;
  readonly #membership = new Membership();
  readonly #listeners = new Listeners<BalancerEvent>();
  #known: readonly Endpoint[] = [];
  #ejected: readonly Member[] = [];
  #nextReturnAt = Infinity;
  #intervalEndsAt = -Infinity;
  #panic = false;

  /** @param policy chooses among the endpoints that are not ejected. One that returns is new to it. */
  constructor(policy: Policy, parts: OutlierEjectionParts) {
    this.#policy = policy;
    this.#parts = parts;
  }

  observe(listener: (event: BalancerEvent) => void): () => void {
    return this.#listeners.add(listener);
  }

  /**
   * Changes when endpoints are ejected; those that are stay out for their time, unless nothing is ejected any more. The
   * policy is updated: its settings may have changed as well.
   */
  configure(settings: EjectionSettings): void {
    this.#parts = { ...this.#parts, ...settings };
    if (!this.#judges) this.#restoreDue(Infinity);
    this.#apply();
  }

  update(ready: readonly Endpoint[], known = ready): void {
    const now = this.#parts.clock();
    this.#known = known;
    this.#membership.update(ready, now);
    this.#parts.arrivals.update(this.#membership.members);
    this.#ejected = this.#membership.members.filter((member) => member.ejected);
    this.#restoreDue(this.#judges ? now : Infinity);
    this.#apply();
  }

  pick(context?: PickContext): Pick | undefined {
    if (this.#nextReturnAt !== Infinity) this.#restoreAtPick(this.#parts.clock());
    const pick = this.#policy.pick(context);
    if (!(pick?.endpoint instanceof Member)) return pick;
    const member = pick.endpoint;
    const { inFlight: flying } = member;
    flying.count++;
    return inFlight(member.endpoint, (outcome) => {
      flying.count--;
      pick.done(outcome);
      if (this.#judges) this.#record(member, outcome);
    });
  }

  loads(): readonly EndpointLoad[] {
    const latencies = new Map(this.#policy.latencies?.());
    return this.#membership.members.map((member) => {
      const { endpoint, inFlight, ejected } = member;
      const latencyMs = latencies.get(member);
      return { endpoint, inFlight: inFlight.count, ejected, ...(latencyMs !== undefined && { latencyMs }) };
    });
  }

  get #judges(): boolean {
    return this.#parts.rules.length + this.#parts.comparingRules.length > 0;
  }

  #record(member: Member, outcome: Outcome): void {
    if (outcome.kind === 'cancelled') return;
    const now = this.#parts.clock();
    if (now >= this.#intervalEndsAt) this.#endInterval(now);
    // The failures of an endpoint that is gone say no more than that it is gone.
    if (member.ejected || !member.present) return;
    const failed = outcome.kind === 'failure';
    member.record(failed);
    if (failed) this.#judge(member, now);
  }

  #judge(member: Member, now: number): void {
    const ready = this.#membership.members.length;
    const rule = this.#parts.rules.find((each) => each.isOutlier(member, ready));
    if (rule) this.#eject([member], rule.reason, now);
  }

  /** Compares the endpoints with each other, unless the calls were before a pause that was as long as an interval. */
  #endInterval(now: number): void {
    const { comparingRules, options } = this.#parts;
    const isRecent = now < this.#intervalEndsAt + options.intervalMs;
    this.#intervalEndsAt = now + options.intervalMs;
    for (const { outliers, reason } of isRecent ? comparingRules : []) {
      const judged = this.#membership.members.filter((member) => !member.ejected);
      this.#eject(outliers(judged), reason, now);
    }
    for (const member of this.#membership.members) member.beginInterval();
  }

  /** As many of them as may be, the first before the others. */
  #eject(outliers: readonly Member[], reason: EjectionReason, now: number): void {
    const most = Math.floor(this.#parts.options.maxEjectedRatio * this.#membership.members.length);
    const ejected = outliers.slice(0, Math.max(0, most - this.#ejected.length));
    if (ejected.length === 0) return;
    const events = ejected.map((member) => {
      const nth = Math.min(member.ejections(now) + 1, this.#mostEjections);
      const forMs = this.#durationMs(nth);
      member.eject(nth, forMs, now);
      return { type: 'ejected', endpoint: member.endpoint, forMs, reason } as const;
    });
    this.#setEjected([...this.#ejected, ...ejected]);
    this.#apply();
    for (const event of events) this.#listeners.emit(event);
  }

  /** More would make no ejection longer, and take ever longer to forgive. */
  get #mostEjections(): number {
    const { baseEjectionMs, maxEjectionMs } = this.#parts.options;
    return Math.ceil(maxEjectionMs / baseEjectionMs);
  }

  #durationMs(nth: number): number {
    const { baseEjectionMs, maxEjectionMs } = this.#parts.options;
    return Math.min(baseEjectionMs * nth, maxEjectionMs) * (1 - jitter * this.#parts.random());
  }

  #restoreAtPick(now: number): void {
    if (now >= this.#nextReturnAt && this.#restoreDue(now)) this.#apply();
  }

  #restoreDue(now: number): boolean {
    const due = this.#ejected.filter((member) => member.returnsAt <= now);
    this.#setEjected(this.#ejected.filter((member) => member.returnsAt > now));
    for (const member of due) {
      member.restore();
      // In panic it has been in use all along.
      if (!this.#panic) this.#parts.arrivals.renew(member);
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
    const panic = this.#ejected.length > 0 && healthy.length < this.#known.length * minHealthyRatio;
    this.#policy.update(panic ? this.#membership.members : healthy, this.#known);
    if (panic === this.#panic) return;
    this.#panic = panic;
    this.#listeners.emit({ type: 'panic', active: panic });
  }

  #healthy(): readonly Member[] {
    const { members } = this.#membership;
    return this.#ejected.length === 0 ? members : members.filter((member) => !member.ejected);
  }
}
