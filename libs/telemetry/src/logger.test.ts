import { runWithAmbient } from '@flotilla/call';
import { createLogger, traceFields } from './logger';

const trace = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7', sampled: true };

function setUp(level = 'info') {
  const lines: Record<string, unknown>[] = [];
  const destination = {
    write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>),
  };
  const logger = createLogger({ level, base: { service: 'greeter', instance: 'greeter-2' }, destination });
  return { lines, logger };
}

it('writes the service, the instance, the level by name and ISO time', () => {
  const { lines, logger } = setUp();
  logger.info('hello');
  expect(lines).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      service: 'greeter',
      instance: 'greeter-2',
      msg: 'hello',
    },
  ]);
});

it('adds the trace of the work in progress', () => {
  const { lines, logger } = setUp();
  const ambient = { deadline: Infinity, signal: new AbortController().signal, trace };
  runWithAmbient(ambient, () => logger.info('inside'));
  logger.info('outside');
  expect(lines[0]).toMatchObject({ trace_id: trace.traceId, span_id: trace.spanId });
  expect(lines[1]).not.toHaveProperty('trace_id');
});

it('has each field once, also where the trace is given beside that of the work in progress', () => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = createLogger({ level: 'info', base: {}, destination });
  const ambient = { deadline: Infinity, signal: new AbortController().signal, trace };
  const given = traceFields({ ...trace, spanId: 'b'.repeat(16) });
  runWithAmbient(ambient, () => logger.info(given, 'inside'));
  expect(lines.join().match(/"(trace|span)_id":"[^"]*"/g)).toEqual([
    `"trace_id":"${trace.traceId}"`,
    `"span_id":"${'b'.repeat(16)}"`,
  ]);
});

it('says nothing when silent', () => {
  const { lines, logger } = setUp('silent');
  logger.fatal('hello');
  expect(lines).toEqual([]);
});
