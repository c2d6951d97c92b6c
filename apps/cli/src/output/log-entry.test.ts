import { formatEntry } from './format-entry';
import { isAlarming, parseLogEntry } from './log-entry';
import type { LogEntry } from './log-entry';
import { painter } from './paint';

const base = {
  level: 'info',
  time: '2026-11-22T17:23:40.671Z',
  service: 'greeter',
  instance: 'greeter-1',
  msg: 'hello',
};

function format(line: object, colours = false): string {
  return formatEntry(parseLogEntry(JSON.stringify({ ...base, ...line })) as LogEntry, painter(colours)).slice(
    9,
  );
}

it('reads an entry, and leaves out who logged it', () => {
  const { level, time, msg: message } = base;
  expect(parseLogEntry(JSON.stringify({ ...base, port: 80 }))).toEqual({
    level,
    time,
    message,
    fields: { port: 80 },
  });
});

it.each([
  '',
  'Error: broken',
  '{',
  '{}',
  '[]',
  'null',
  '{"level":"loud"}',
  '{"level":"info","msg":"no service"}',
])('takes %j for plain text', (line) => {
  expect(parseLogEntry(line)).toBeUndefined();
});

it.each([
  ['debug', false],
  ['info', false],
  ['warn', true],
  ['fatal', true],
])('%s is alarming: %s', (level, alarming) => {
  expect(isAlarming(parseLogEntry(JSON.stringify({ ...base, level })) as LogEntry)).toBe(alarming);
});

it.each([
  [{ state: 'registered' }, 'info  hello state=registered'],
  [{ reason: 'two words', port: 80 }, 'info  hello reason="two words" port=80'],
  [
    { level: 'warn', err: { message: 'gone', stack: 'Error: gone\n at x', code: 14 } },
    'warn  hello err="gone"',
  ],
  [{ msg: 'a\u001b[2Jb\nc' }, 'info  a\\x1b[2Jb\\x0ac'],
  [{ msg: 'x'.repeat(5_000) }, `info  ${'x'.repeat(1_000)}…`],
])('formats %j', (fields, line) => {
  expect(format(fields)).toBe(line);
});

it('colours the level', () => {
  const entry = parseLogEntry(JSON.stringify({ ...base, level: 'error' })) as LogEntry;
  expect(formatEntry(entry, painter(true))).toContain('\u001b[31merror\u001b[39m hello');
});

it('survives a time that is none', () => {
  expect(formatEntry({ level: 'info', message: 'm', time: 'now', fields: {} }, painter(false))).toBe(
    '--:--:-- info  m',
  );
});
