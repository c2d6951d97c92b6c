import { setTimeout as delay } from 'node:timers/promises';
import { CallError, implement } from '@flotilla/call';
import type { Implementation } from '@flotilla/call';
import { GreeterServiceDefinition, Language } from '@flotilla/contracts';
import type { ServedBy } from '@flotilla/contracts';
import type { Behaviour } from './behaviour';
import { workTimeMs } from './work-time';

/** The Greeter service, in whatever health the lab wants it. */
export class Greeter {
  /** How it treats the next call. */
  behaviour: Behaviour = {};
  readonly #servedBy: ServedBy;
  readonly #random: () => number;
  #calls = 0;

  constructor(servedBy: ServedBy, random: () => number) {
    this.#servedBy = servedBy;
    this.#random = random;
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
        await this.#work(signal);
        return { message: `Hello, ${name}!`, language: Language.EN, servedBy: this.#servedBy };
      },
      streamGreetings: () => {
        throw new CallError('UNIMPLEMENTED', 'the lab sends no streams: call sayHello');
      },
    });
  }

  async #work(signal: AbortSignal): Promise<void> {
    const { delayMs = workTimeMs(this.#random), failRatio = 0, failCode = 'UNAVAILABLE' } = this.behaviour;
    const fails = this.#random() < failRatio;
    await delay(delayMs, undefined, { signal });
    if (fails) throw new CallError(failCode, 'fails because the lab told it to');
  }
}
