import { setTimeout as delay } from 'node:timers/promises';
import { CallError, implement } from '@flotilla/call';
import type { Implementation } from '@flotilla/call';
import { GreeterServiceDefinition, Language } from '@flotilla/contracts';
import type { ServedBy } from '@flotilla/contracts';
import type { Behaviour } from './behaviour';
import { Slots } from './slots';
import { workTimeMs } from './work-time';

/** The Greeter service, in whatever health the lab wants it. */
export class Greeter {
  readonly #servedBy: ServedBy;
  readonly #random: () => number;
  readonly #slots = new Slots();
  #behaviour: Behaviour = {};
  #calls = 0;

  constructor(servedBy: ServedBy, random: () => number) {
    this.#servedBy = servedBy;
    this.#random = random;
  }

  /** How it treats the next call. */
  set behaviour(behaviour: Behaviour) {
    this.#behaviour = behaviour;
    this.#slots.count = behaviour.slots ?? Infinity;
  }

  /** How many calls have come since this was last asked. */
  takeCalls(): number {
    const calls = this.#calls;
    this.#calls = 0;
    return calls;
  }

  implementation(): Implementation {
    return implement(GreeterServiceDefinition, {
      sayHello: async ({ name }, { signal }) => {
        this.#calls += 1;
        await this.#slots.run(() => this.#work(signal), signal);
        return { message: `Hello, ${name}!`, language: Language.EN, servedBy: this.#servedBy };
      },
      streamGreetings: () => {
        throw new CallError('UNIMPLEMENTED', 'the lab sends no streams: call sayHello');
      },
    });
  }

  async #work(signal: AbortSignal): Promise<void> {
    const { failRatio = 0, failCode = 'UNAVAILABLE' } = this.#behaviour;
    const fails = this.#random() < failRatio;
    await delay(this.#drawTimeMs(), undefined, { signal });
    if (fails) throw new CallError(failCode, 'fails because the lab told it to');
  }

  #drawTimeMs(): number {
    const { delayMs, stragglers } = this.#behaviour;
    if (stragglers && this.#random() < stragglers.share) return stragglers.delayMs;
    return delayMs ?? workTimeMs(this.#random);
  }
}
