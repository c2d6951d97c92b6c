import { assertComplete, usageOf } from './positionals';

const names = ['service', 'file?'];

it('shows which may be left out', () => {
  expect(usageOf(names)).toBe('<service> [file]');
});

it.each([[['greeter']], [['greeter', 'x.json']]])('is content with %j', (given) => {
  expect(() => assertComplete(names, given)).not.toThrow();
});

it('names the one that is missing', () => {
  expect(() => assertComplete(names, [])).toThrow(new RangeError('<service> is missing'));
});
