import { createLog } from './log';

it('writes lines as the other processes of a fleet do', () => {
  const write = jest.fn<void, [string]>();
  createLog({ INSTANCE_ID: 'postgres-7' }, write)('info', 'listening', { port: 6_000 });
  const [line = ''] = write.mock.calls[0] ?? [];
  expect(line.endsWith('}\n')).toBe(true);
  expect(JSON.parse(line)).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    service: 'postgres',
    instance: 'postgres-7',
    port: 6_000,
    msg: 'listening',
  });
});

it.each([
  [undefined, ['info', 'error']],
  ['debug', ['debug', 'info', 'error']],
  ['error', ['error']],
  ['silent', []],
])('with level %s writes %j', (LOG_LEVEL, expected) => {
  const written: string[] = [];
  const log = createLog({ LOG_LEVEL }, (line) => written.push((JSON.parse(line) as { level: string }).level));
  for (const level of ['debug', 'info', 'error'] as const) log(level, 'x');
  expect(written).toEqual(expected);
});
