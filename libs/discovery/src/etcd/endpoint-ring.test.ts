import { EndpointRing } from './endpoint-ring';

it.each([
  [0, 'a'],
  [0.5, 'b'],
  [1, 'a'],
])('starts where chance says: %d', (chance, first) => {
  expect(new EndpointRing(['a', 'b', 'c'], () => chance).current).toBe(first);
});

it('moves on once, however many requests to an endpoint failed, and comes round', () => {
  const ring = new EndpointRing(['a', 'b'], () => 0);
  ring.leave('a');
  ring.leave('a');
  expect(ring.current).toBe('b');
  ring.leave('b');
  expect(ring.current).toBe('a');
});
