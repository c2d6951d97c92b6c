import { joinRepeated } from './join-repeated';

it.each([
  ['greeter --abort', 'greeter --abort'],
  ['greeter --at a', '--at=a greeter'],
  ['--at a greeter --at=b --in x --for 3s --at c', '--at=a,b,c --in=x greeter --for 3s'],
  ['--at a --at', '--at=a --at'],
  ['--at=', '--at='],
  ['--at --for', '--at=--for'],
])('makes of %s: %s', (args, joined) => {
  expect(joinRepeated(args.split(' '), ['--at', '--in']).join(' ')).toBe(joined);
});
