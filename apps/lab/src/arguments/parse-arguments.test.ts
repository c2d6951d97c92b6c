import { policyNames } from '@flotilla/balancing';
import { parseArguments } from './parse-arguments';

const experiments = ['slow-instance', 'kill-instance'];
const parse = (...args: string[]) => parseArguments(args, experiments);

it.each([[[]], [['help']], [['--help']], [['run', '-h']]])('helps when asked by %j', (args) => {
  expect(parse(...args)).toEqual({ command: 'help' });
});

it('lists', () => {
  expect(parse('list')).toEqual({ command: 'list' });
});

it('runs one, in short form, unless told otherwise', () => {
  expect(parse('run', 'slow-instance')).toEqual({
    command: 'run',
    names: ['slow-instance'],
    all: false,
    compare: undefined,
    full: false,
    allVariants: false,
    seed: 1,
    out: '.flotilla/lab',
  });
});

it('reads every option, anywhere', () => {
  const args = ['--full', 'run', '--compare=round_robin,least_request,round_robin', 'kill-instance'];
  expect(parse(...args, '--all-variants', '--seed', '7', '--out', 'reports')).toMatchObject({
    names: ['kill-instance'],
    compare: ['round_robin', 'least_request'],
    full: true,
    allVariants: true,
    seed: 7,
    out: 'reports',
  });
});

it('runs all', () => {
  expect(parse('run', '--all')).toMatchObject({ names: experiments, all: true });
});

it.each([
  [['start'], 'unknown command "start"'],
  [['lits'], 'unknown command "lits"'],
  [['rum'], 'unknown command "rum" (did you mean run?)'],
  [['run'], 'which experiment? flotilla lab list names them; --all runs all'],
  [['run', 'slow'], 'there is no experiment "slow" (did you mean slow-instance?)'],
  [['run', 'canary'], 'there is no experiment "canary"'],
  [['run', 'slow-instance', 'kill-instance'], 'unexpected argument "kill-instance"'],
  [['run', '--all', 'slow-instance'], '--all runs every experiment: leave out "slow-instance"'],
  [['run', '--all', '--seed', 'x'], '--seed must be a whole number, 0 to 1000000, got "x"'],
  [['run', '--all', '--seed', '1e3'], '--seed must be a whole number, 0 to 1000000, got "1e3"'],
  [
    ['run', '--all', '--compare', 'random'],
    `--compare must list some of ${policyNames.join(', ')}, got "random"`,
  ],
  [['run', '--fast'], "Unknown option '--fast'"],
])('refuses %j', (args, message) => {
  expect(() => parse(...args)).toThrow(expect.objectContaining({ name: 'RangeError', message }) as Error);
});
