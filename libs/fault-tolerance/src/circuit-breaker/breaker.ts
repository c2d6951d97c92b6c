import { CallRecord } from './call-record';
import type { Outcome } from '../outcome/outcome';
import type { CircuitBreakerSettings } from './options';
import type { Change, Permit, State, StateName } from './state';
import { tripReason } from './trip';

type Settings = Required<CircuitBreakerSettings>;
type HalfOpen = Extract<State, { name: 'half_open' }>;

/**
 * The state machine of one circuit. It has no timer: time passes when a call is admitted.
 *
 * It cannot get stuck in half-open: a probe gives its slot back however it ends, and one that does not end in time has
 * failed, as of that time.
 */
export class Breaker {
  #settings: Settings;
  #state: State;
  readonly #onChange: (change: Change) => void;

  constructor(settings: Settings, onChange: (change: Change) => void) {
    this.#settings = settings;
    this.#state = this.#closed();
    this.#onChange = onChange;
  }

  get state(): State {
    return this.#state;
  }

  /** Undefined: the call is refused. Each permit must come back to `record`. @param deadline of the call */
  admit(now: number, deadline = Infinity): Permit | undefined {
    this.#advance(now);
    const state = this.#state;
    if (state.name === 'open') return undefined;
    const permit = { state, startedAt: now, deadline };
    if (state.name === 'half_open') {
      if (state.underWay.size + state.succeeded >= this.#settings.probes) return undefined;
      state.underWay.add(permit);
    }
    return permit;
  }

  /** A call that began before the last change says nothing about the state since. */
  record(permit: Permit, outcome: Outcome, now: number): void {
    const state = this.#state;
    if (permit.state !== state) return;
    if (state.name === 'half_open') this.#recordProbe(state, permit, outcome, now);
    else if (state.name === 'closed' && outcome !== 'ignored') {
      this.#recordCall(state.record, outcome === 'failure', this.#isSlow(permit, now), now);
    }
  }

  /** How long it still refuses for certain; 0 unless it is open. */
  openForMs(now: number): number {
    const state = this.#state;
    return state.name === 'open' ? Math.max(0, state.since + this.#settings.openMs - now) : 0;
  }

  /** As a call would meet it, without the change that a call makes. */
  stateAt(now: number): StateName {
    const { name } = this.#state;
    return name === 'open' && this.openForMs(now) === 0 ? 'half_open' : name;
  }

  /** Keeps the state, and the counts unless the window is another. */
  reconfigure(settings: Settings): void {
    const state = this.#state;
    const sameWindow = settings.windowMs === this.#settings.windowMs;
    this.#settings = settings;
    if (state.name === 'closed' && !sameWindow) state.record = new CallRecord(settings.windowMs);
    if (state.name === 'half_open') this.#closeIfProven(state);
  }

  /** Closed, and nothing known. */
  reset(): void {
    this.#become(this.#closed(), 'disabled');
  }

  #advance(now: number): void {
    if (this.#state.name === 'half_open') this.#expireProbes(this.#state, now);
    if (this.#state.name === 'open' && this.openForMs(now) === 0) {
      this.#become({ name: 'half_open', underWay: new Set(), succeeded: 0 }, 'waited');
    }
  }

  #expireProbes({ underWay }: HalfOpen, now: number): void {
    const expiry = Math.min(...Array.from(underWay, (permit) => this.#expiry(permit)));
    if (expiry <= now) this.#become({ name: 'open', since: expiry }, 'probe');
  }

  /** Only a bad call opens it: a good one is no reason to, even when it is the one that makes the calls enough. */
  #recordCall(record: CallRecord, failed: boolean, slow: boolean, now: number): void {
    record.add(failed, slow, now);
    if (!failed && !slow) return;
    const reason = tripReason(record.counts(now), this.#settings);
    if (reason) this.#become({ name: 'open', since: now }, reason);
  }

  #recordProbe(state: HalfOpen, permit: Permit, outcome: Outcome, now: number): void {
    const expiry = this.#expiry(permit);
    state.underWay.delete(permit);
    if (expiry <= now) return this.#become({ name: 'open', since: expiry }, 'probe');
    if (outcome === 'ignored') return;
    if (outcome === 'failure' || this.#isSlow(permit, now)) {
      return this.#become({ name: 'open', since: now }, 'probe');
    }
    state.succeeded++;
    this.#closeIfProven(state);
  }

  #closeIfProven({ succeeded }: HalfOpen): void {
    if (succeeded >= this.#settings.probes) this.#become(this.#closed(), 'probe');
  }

  /** A method may take longer than `probeTimeoutMs` and be well: its callers know how long they wait. */
  #expiry({ startedAt, deadline }: Permit): number {
    const earliest = startedAt + this.#settings.probeTimeoutMs;
    return deadline < Infinity ? Math.max(earliest, deadline) : earliest;
  }

  #isSlow({ startedAt }: Permit, now: number): boolean {
    return now - startedAt >= this.#settings.slowCallMs;
  }

  #closed(): State {
    return { name: 'closed', record: new CallRecord(this.#settings.windowMs) };
  }

  #become(state: State, reason: Change['reason']): void {
    const from = this.#state.name;
    this.#state = state;
    if (from !== state.name) this.#onChange({ from, to: state.name, reason });
  }
}
