import type { Endpoint } from '@flotilla/call';
import { Seats } from '../selection/seats';
import { endpoint } from '../testing/endpoints';
import { RingPoints } from './ring-points';

function pointsOf(ready: readonly Endpoint[]): number {
  const seats = new Seats();
  const points = new RingPoints(seats);
  const left = seats.update(ready, ({ slot, endpoint: { id } }) => points.start(slot, id));
  points.update(
    left,
    ready.reduce((sum, { weight }) => sum + weight, 0),
  );
  return points.ring.size;
}

function weighing(...weights: readonly number[]): readonly Endpoint[] {
  return weights.map((weight, i) => endpoint(`e${i}`, { weight }));
}

const times = (count: number, weight: number): number[] => Array.from({ length: count }, () => weight);

describe('ring points', () => {
  it.each([
    { what: 'one endpoint', weights: [1], points: 256 },
    { what: 'ten', weights: times(10, 1), points: 2_560 },
    { what: 'weights of 1 and 3', weights: [1, 3], points: 1_024 },
    { what: 'half a weight', weights: [0.5], points: 128 },
    { what: 'next to no weight beside others', weights: [1, 1e-9], points: 257 },
    { what: 'weights around 100, of which 64 have 256 points', weights: [100, 28], points: 512 },
    { what: 'as many as there is room for', weights: times(1_024, 1), points: 2 ** 18 },
  ])('are $points for $what', ({ weights, points }) => {
    expect(pointsOf(weighing(...weights))).toBe(points);
  });

  it.each([
    { what: '5,000 endpoints', weights: times(5_000, 1) },
    { what: '5,000 heavy endpoints', weights: times(5_000, 10_000) },
  ])('fill the room and hardly more for $what', ({ weights }) => {
    expect(pointsOf(weighing(...weights)) / 2 ** 18).toBeCloseTo(1, 2);
  });
});
