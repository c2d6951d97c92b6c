import { currentAmbient } from '@flotilla/call';
import type { Ambient, ResponseStream } from '@flotilla/call';
import { contextFor } from '../testing/contexts';
import { propagate } from './propagate';

const trace = { traceId: '0'.repeat(31) + '1', spanId: '0'.repeat(15) + '1', sampled: true };

describe('propagate', () => {
  it('hands deadline, signal and trace to what the handler calls', async () => {
    const context = contextFor({ deadline: 123, trace });
    const handler = propagate()(async () => {
      await Promise.resolve();
      return currentAmbient();
    });
    await expect(handler('q', context)).resolves.toEqual({ deadline: 123, signal: context.signal, trace });
    expect(currentAmbient()).toBeUndefined();
  });

  it('does so in every step of a streaming handler, and when its reader leaves', async () => {
    const seen: (Ambient | undefined)[] = [];
    async function* steps(): AsyncGenerator<number> {
      try {
        for (let step = 0; ; step++) {
          seen.push(currentAmbient());
          yield step;
        }
      } finally {
        seen.push(currentAmbient());
      }
    }
    const context = contextFor();
    const stream = Object.assign(steps(), { ended: Promise.resolve() });
    const wrapped: ResponseStream<number> = await propagate()(async () => stream)('q', context);
    for await (const step of wrapped) if (step === 1) break;
    expect(seen.map((ambient) => ambient?.signal)).toEqual([context.signal, context.signal, context.signal]);
  });
});
