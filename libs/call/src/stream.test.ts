import { settled } from './stream';

async function* nothing(): AsyncGenerator<never> {}

it('is the end of a stream', () => {
  const ended = Promise.resolve();
  expect(settled(Object.assign(nothing(), { ended }))).toBe(ended);
});

it.each([
  ['a message', { text: 'hi' }],
  ['a message with a field of that name', { ended: true }],
  ['an iterable that does not tell its end', nothing()],
  ['nothing', undefined],
  ['null', null],
])('is at once for %s', (_what, response) => {
  expect(settled(response)).toBeUndefined();
});
