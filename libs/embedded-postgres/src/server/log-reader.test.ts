import { logReader } from './log-reader';

it('gives each line a level, and to what continues a message that of the message', () => {
  const read = logReader();
  const lines = [
    'LOG:  database system is ready to accept connections',
    'ERROR:  duplicate key value violates unique constraint "orders_pkey"',
    'DETAIL:  Key (id)=(1) already exists.',
    'WARNING:  there is no transaction in progress',
    'FATAL:  could not create any TCP/IP sockets',
    'HINT:  Is another postmaster already running?',
    '\ta line that continues',
    'initdb: no severity',
    'PANIC:  could not locate a valid checkpoint record',
    'LOG:  startup process (PID 9) was terminated',
  ];
  const levels = ['debug', 'debug', 'debug', 'warn', 'error', 'error', 'error', 'error', 'error', 'debug'];
  expect(lines.map(read)).toEqual(lines.map((line, n) => ({ level: levels[n], message: line.trim() })));
});

it.each([
  'the database system is starting up',
  'the database system is not yet accepting connections',
  'the database system is in recovery mode',
  'the database system is shutting down',
  'terminating connection due to administrator command',
])('takes it for no news that a client is told: %s', (message) => {
  const read = logReader();
  const lines = [`FATAL:  ${message}`, 'DETAIL:  Consistent recovery state has not been yet reached.'];
  expect(lines.map((line) => read(line).level)).toEqual(['debug', 'debug']);
});
