import { override } from './override';
import type { Scenario } from './scenario';

const scenario: Scenario = {
  name: 'spike',
  summary: '',
  phases: [
    { durationMs: 10_000, fromPerSecond: 100, toPerSecond: 100 },
    { durationMs: 30_000, fromPerSecond: 100, toPerSecond: 400 },
  ],
  arrivals: 'constant',
  mix: { greetings: 1 },
  connections: 8,
};

it('changes nothing that it is not told to', () => {
  expect(override(scenario, {})).toEqual(scenario);
});

it('keeps the shape of what it scales', () => {
  expect(override(scenario, { peakPerSecond: 40, durationMs: 4_000 }).phases).toEqual([
    { durationMs: 1_000, fromPerSecond: 10, toPerSecond: 10 },
    { durationMs: 3_000, fromPerSecond: 10, toPerSecond: 40 },
  ]);
});

it('replaces the rest', () => {
  expect(override(scenario, { connections: 2, mix: { orders: 1 } })).toEqual({
    ...scenario,
    connections: 2,
    mix: { orders: 1 },
  });
});
