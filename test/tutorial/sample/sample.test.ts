import { differsFromSample } from './sample';

it.each([
  ['the same', 'a b', 'a b'],
  ['ends of lines and empty lines around', 'a\nb', '\na  \r\nb\n\n'],
  ['colours', 'ok', '\u001b[32mok\u001b[39m'],
  ['anything in a line', 'greeter-… is …', 'greeter-2 is ready'],
  ['more space between words', 'PID STATE', 'PID     STATE'],
  ['lines before', '…\nready', 'a\nb\nready'],
  ['no line before', '…\nready', 'ready'],
  ['lines after', 'ready\n…', 'ready\na\nb'],
  ['lines between', 'a\n…\nd', 'a\nb\nc\nd'],
  ['no line between', 'a\n…\nd', 'a\nd'],
  ['another port and pid', '127.0.0.1:41234 4711', '127.0.0.1:5000 123456'],
  ['another count', '1,200 requests', '98,765 requests'],
  ['a decimal of its size', 'ready in 3.2 s', 'ready in 11.9 s'],
  ['a whole number for a decimal', 'in 3.2 s', 'in 4 s'],
  ['what means something to patterns', 'a (b) [c] $d ^e *f', 'a (b) [c] $d ^e *f'],
])('takes %s', (_what, sample, output) => {
  expect(differsFromSample(sample, output)).toBeUndefined();
});

it.each([
  ['another word', 'a b', 'a c'],
  ['a word more', 'a b', 'a b c'],
  ['a line more', 'a', 'a\nb'],
  ['a line less', 'a\nb', 'a'],
  ['lines in another order', '…\na\n…\nb\n…', 'b\na'],
  ['the start of a line alone', '…\nready', 'not ready'],
  ['a small number that differs', '0 failed', '1 failed'],
  ['an address that differs', '127.0.0.1', '127.0.0.2'],
  ['a number that is part of a longer one', '1200 sent', '12 sent'],
])('does not take %s', (_what, sample, output) => {
  expect(differsFromSample(sample, output)).toContain('the output is not what the chapter shows');
});

it('does not take a decimal of another size', () => {
  expect(differsFromSample('in 3.2 s', 'in 32.1 s')).toMatch(/^3.2 is more than ten times off: in 32.1 s/);
});
