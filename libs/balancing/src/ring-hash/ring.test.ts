import { pointAt, Ring } from './ring';

const [low, middle, high] = [pointAt(10, 1), pointAt(2 ** 31, 2), pointAt(2 ** 32 - 2, 2_000_000)];

function ringOf(...points: readonly number[]): Ring {
  const ring = new Ring();
  ring.change([], points);
  return ring;
}

function slots(ring: Ring): number[] {
  return Array.from({ length: ring.size }, (_, index) => ring.slotAt(index));
}

describe('ring', () => {
  it.each([
    { place: 0, slot: 1 },
    { place: 10, slot: 1 },
    { place: 11, slot: 2 },
    { place: 2 ** 31, slot: 2 },
    { place: 2 ** 31 + 1, slot: 2_000_000 },
    { place: 2 ** 32 - 2, slot: 2_000_000 },
    { place: 2 ** 32 - 1, slot: 1 },
  ])('leads from $place to the point of $slot', ({ place, slot }) => {
    const ring = ringOf(high, low, middle);
    expect(ring.slotAt(ring.indexOf(place))).toBe(slot);
  });

  it.each([
    { removed: [], added: [pointAt(0, 7)], slots: [7, 1, 2, 2_000_000] },
    { removed: [middle], added: [], slots: [1, 2_000_000] },
    { removed: [low, high], added: [pointAt(2 ** 32 - 1, 9), pointAt(11, 8)], slots: [8, 2, 9] },
    { removed: [high, middle, low], added: [], slots: [] },
  ])('has $slots after a change', ({ removed, added, slots: expected }) => {
    const ring = ringOf(low, middle, high);
    ring.change(removed, added);
    expect(slots(ring)).toEqual(expected);
  });

  it('stays in order through many changes', () => {
    const ring = new Ring();
    const points = Array.from({ length: 500 }, (_, i) => pointAt((i * 7_919) % 500, i));
    for (let i = 0; i < 500; i += 50) ring.change([], points.slice(i, i + 50));
    for (let i = 0; i < 250; i += 50) ring.change(points.slice(i, i + 50), []);
    const expected = points.slice(250).sort((a, b) => a - b);
    expect(slots(ring)).toEqual(expected.map((point) => point % 2 ** 21));
  });
});
