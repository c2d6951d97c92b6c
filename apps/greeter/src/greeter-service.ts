import { setTimeout as delay } from 'node:timers/promises';
import { badField, implement } from '@flotilla/call';
import type { Implementation } from '@flotilla/call';
import { GreeterServiceDefinition } from '@flotilla/contracts';
import type { Language, ServedBy } from '@flotilla/contracts';
import { greet } from './greetings';
import type { Greeting } from './greetings';
import { validateName, validateRange } from './validate';

/** The handlers of GreeterService. `servedBy` is what they say about themselves. */
export function greeterService(servedBy: ServedBy): Implementation {
  return implement(GreeterServiceDefinition, {
    async sayHello({ name, language }) {
      return { ...greeting(name, language), servedBy };
    },

    async *streamGreetings(
      { name, language, count: requestedCount, intervalMs: requestedIntervalMs },
      { signal },
    ) {
      const count = requestedCount || 5;
      const intervalMs = requestedIntervalMs || 1_000;
      validateRange('count', count, 1, 100);
      validateRange('intervalMs', intervalMs, 10, 10_000);
      const { message, language: spoken } = greeting(name, language);
      for (let number = 1; number <= count; number++) {
        if (number > 1) await delay(intervalMs, undefined, { signal });
        yield { message, language: spoken, servedBy, number };
      }
    },
  });
}

function greeting(name: string, language: Language): Greeting {
  validateName(name);
  const result = greet(name, language);
  if (result) return result;
  throw badField({
    path: 'language',
    reason: `must be one of the languages of the contract, got ${language}`,
  });
}
