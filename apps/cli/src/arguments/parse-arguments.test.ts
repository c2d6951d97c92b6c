import { flag, integer, text } from './option';
import { parseArguments } from './parse-arguments';

const shape = {
  port: integer({ min: 1, max: 65_535, default: 8_080 }, 'port'),
  url: text('URL', 'address'),
  verbose: flag('all logs'),
};

it('takes defaults', () => {
  expect(parseArguments([], shape)).toEqual({
    values: { port: 8_080, url: undefined, verbose: false },
    positionals: [],
  });
});

it.each([
  [['--port', '90', '--verbose', '--url', 'x:1']],
  [['--url=x:1', '--verbose', '--port=91', '--port=90']],
])('reads %j, the last of a repeated option', (args) => {
  expect(parseArguments(args, shape).values).toEqual({ port: 90, url: 'x:1', verbose: true });
});

it('takes as many positionals as allowed', () => {
  expect(parseArguments(['greeter'], shape, 1).positionals).toEqual(['greeter']);
});

it.each([
  [['--port', 'http'], '--port must be a whole number, 1 to 65535, got "http"'],
  [['--port', '0'], '--port must be a whole number, 1 to 65535, got "0"'],
  [['--port', '65536'], '--port must be a whole number, 1 to 65535, got "65536"'],
  [['--port', '80.5'], '--port must be a whole number, 1 to 65535, got "80.5"'],
  [['--port', '1e3'], '--port must be a whole number, 1 to 65535, got "1e3"'],
  [['--port', '--verbose'], '--port must be a whole number, 1 to 65535, got "--verbose"'],
  [['--port'], '--port needs a value: --port N'],
  [['--url='], '--url needs a value: --url URL'],
  [['--verbose=yes'], '--verbose takes no value, got "yes"'],
  [['--prot', '90'], 'unknown option --prot (did you mean --port?)'],
  [['-x'], 'unknown option -x'],
  [['--constructor'], 'unknown option --constructor'],
  [['--__proto__=1'], 'unknown option --__proto__'],
  [['greeter'], 'unexpected argument "greeter"'],
])('refuses %j', (args, message) => {
  expect(() => parseArguments(args, shape)).toThrow(new RangeError(message));
});
