import { identify, lives, pidOf } from './process-identity';

const own = identify(process.pid);

it('is that of one process, as long as that lives', () => {
  expect(pidOf(own)).toBe(process.pid);
  expect(lives(own)).toBe(true);
});

it.each([
  ['a process that is gone', identify(2 ** 22 + 1)],
  ['a process whose number another has since', `${process.pid} long ago`],
  ['none', ''],
  ['none', '{"pid":1}'],
])('does not live when it is that of %s: %j', (_, identity) => {
  expect(lives(identity)).toBe(false);
});
