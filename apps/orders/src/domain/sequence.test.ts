import { checkSequence } from './sequence';

it.each([0, 1, 2_147_483_647])('takes %i', (afterSequence) => {
  expect(() => checkSequence(afterSequence)).not.toThrow();
});

it.each([2_147_483_648, 4_294_967_295])('refuses %i', (afterSequence) => {
  expect(() => checkSequence(afterSequence)).toThrow(
    `afterSequence must be 0 to 2147483647, got ${afterSequence}`,
  );
});
