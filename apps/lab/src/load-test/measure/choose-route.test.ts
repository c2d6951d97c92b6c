import { seededRandom } from '../../seeded-random';
import { routeChooser } from './choose-route';

it('chooses by weight, which need not make 100', () => {
  const choose = routeChooser({ greetings: 4, orders: 1 }, seededRandom(1));
  const orders = Array.from({ length: 10_000 }, choose).filter((route) => route === 'orders').length;
  expect(Math.abs(orders - 2_000)).toBeLessThan(160); // four standard deviations
});

it.each([0, 0.5, 1 - 2 ** -53])('never chooses what weighs nothing, at %d', (random) => {
  expect(routeChooser({ greetings: 0, orders: 3 }, () => random)()).toBe('orders');
  expect(routeChooser({ greetings: 3, orders: 0 }, () => random)()).toBe('greetings');
});
