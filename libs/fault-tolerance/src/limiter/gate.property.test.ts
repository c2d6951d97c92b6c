import type { Code, Method } from '@flotilla/call';
import fc from 'fast-check';
import { Gate } from './gate';
import type { Ticket } from './gate';

interface Step {
  readonly kind: Method['kind'];
  /** Which of the tickets held is left; beyond them, none. */
  readonly leave: number;
  readonly twice: boolean;
  readonly code: Code;
  readonly passMs: number;
  /** What the gate is reconfigured to. */
  readonly limit: number | 'gradient' | undefined;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('unary', 'unary', 'unary', 'server_stream'),
  leave: fc.nat(60),
  twice: fc.boolean(),
  code: fc.constantFrom('OK', 'OK', 'OK', 'CANCELLED', 'DEADLINE_EXCEEDED'),
  passMs: fc.constantFrom(0, 1, 10, 100, 2_000),
  limit: fc.option(fc.constantFrom<(number | 'gradient')[]>('gradient', 1, 6), { nil: undefined, freq: 30 }),
});

it('admits no more than the limit, never counts below zero, and gets every place back', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 50, maxLength: 400 }), (steps) => {
      let now = 0;
      const options = { minLimit: 2, maxLimit: 30, initialLimit: 10, maxStreams: 3 };
      const gate = new Gate({ ...options, clock: () => now });
      const held: Ticket[] = [];
      const enter = (kind: Method['kind']): void => {
        const entry = gate.tryEnter({ kind, fullName: 'test.Quotes/Get' });
        if (!entry.admitted) return expect(entry.inFlight).toBeGreaterThanOrEqual(entry.limit);
        held.push(entry);
        if (kind === 'unary') expect(gate.inFlight).toBeLessThanOrEqual(gate.limit);
        else expect(gate.streams).toBeLessThanOrEqual(3);
      };
      for (const { kind, leave, twice, code, passMs, limit } of steps) {
        now += passMs;
        if (limit) gate.reconfigure({ ...options, limit });
        enter(kind);
        const [left] = held.splice(leave, 1);
        left?.leave(code);
        if (twice) left?.leave(code);
        expect(gate.inFlight + gate.streams).toBe(held.length);
        expect(gate.limit).toBeGreaterThanOrEqual(1);
      }
      for (const ticket of held) ticket.leave('OK');
      expect([gate.inFlight, gate.streams]).toEqual([0, 0]);
      enter('unary');
      expect(gate.inFlight).toBe(1);
    }),
    { seed: 1, numRuns: 100 },
  );
});
