import { countByState, moved, noConnections } from './connection-counts';

it('counts connections by their state', () => {
  const states = ['ready', 'connecting', 'ready'] as const;
  const counts = countByState(states.map((state) => ({ connection: { state } })));
  expect(counts).toEqual({ ...noConnections, ready: 2, connecting: 1 });
});

it.each([
  { from: 'connecting', to: 'ready', after: { ready: 2, connecting: 0 } },
  { from: 'ready', to: 'failed', after: { ready: 0, connecting: 1, failed: 1 } },
  { from: 'ready', to: 'ready', after: { ready: 1, connecting: 1 } },
] as const)('moves one from $from to $to', ({ from, to, after }) => {
  const before = { ...noConnections, ready: 1, connecting: 1 };
  expect(moved(before, from, to)).toEqual({ ...noConnections, ...after });
  expect(before).toMatchObject({ ready: 1, connecting: 1 });
});
