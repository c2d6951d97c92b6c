import { PassThrough } from 'node:stream';
import { createTerminal } from './terminal';

function output(properties: object = {}): PassThrough {
  return Object.assign(new PassThrough(), properties);
}

it.each([
  ['a terminal with colours', { isTTY: true, hasColors: () => true }, '\u001b[31mx\u001b[39m'],
  ['a terminal without', { isTTY: true, hasColors: () => false }, 'x'],
  ['a file', {}, 'x'],
])('paints on %s', (_, properties, painted) => {
  expect(createTerminal(output(properties), output()).paint('red', 'x')).toBe(painted);
});

it('survives a reader that went away', () => {
  const stream = output();
  const terminal = createTerminal(stream, output());
  expect(() => stream.emit('error', new Error('EPIPE'))).not.toThrow();
  terminal.print('still here');
});

it('drops lines rather than pile them up for a reader that does not read', () => {
  const stream = new PassThrough({ highWaterMark: 0 });
  const terminal = createTerminal(stream, output());
  for (let line = 0; line < 3_000; line += 1) terminal.print('x'.repeat(1_000));
  expect(stream.writableLength).toBeLessThan(1_050_000);
});
