import { whatToValidate } from './what-to-validate';

it.each([
  [[], {}],
  [['greeter'], { service: 'greeter' }],
  [['-'], { file: '-' }],
  [['./greeter'], { file: './greeter' }],
  [['greeter.json'], { file: 'greeter.json' }],
  [['greeter', '-'], { service: 'greeter', file: '-' }],
])('takes %j for %j', (words, target) => {
  expect(whatToValidate(words)).toEqual(target);
});
