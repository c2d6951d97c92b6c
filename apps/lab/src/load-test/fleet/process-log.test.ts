import { processReading } from './process-figures';
import { ProcessLog } from './process-log';

const megabyte = 2 ** 20;

function logOf(...readings: readonly [atMs: number, cpuSeconds: number, megabytes: number][]): ProcessLog {
  const log = new ProcessLog('greeter-1');
  for (const [atMs, cpuSeconds, megabytes] of readings)
    log.record(atMs, { cpuSeconds, memoryBytes: megabytes * megabyte });
  return log;
}

it('tells the share of a core, on average and at its highest, and the memory', () => {
  const figures = logOf([0, 5, 80], [2_000, 6, 100], [4_000, 6.2, 90]).figures();
  expect(figures).toEqual({
    name: 'greeter-1',
    cpuShare: expect.closeTo(0.3),
    cpuPeakShare: expect.closeTo(0.5),
    memoryBytes: 90 * megabyte,
    memoryPeakBytes: 100 * megabyte,
    timeline: [
      { atMs: 1_000, cpuShare: expect.closeTo(0.5), memoryBytes: 100 * megabyte },
      { atMs: 3_000, cpuShare: expect.closeTo(0.1), memoryBytes: 90 * megabyte },
    ],
  });
});

it.each([
  [
    'a process that was replaced counts from 0 again',
    [
      [0, 5, 1],
      [2_000, 0.1, 1],
      [4_000, 1.1, 1],
    ] as const,
    0.5,
  ],
  [
    'what follows too soon waits for the next',
    [
      [0, 0, 1],
      [2_000, 1, 1],
      [2_010, 1.1, 1],
      [4_000, 2, 1],
    ] as const,
    0.5,
  ],
])('%s', (_what, readings, share) => {
  const figures = logOf(...readings.map((each) => [...each] as [number, number, number])).figures();
  expect(figures?.cpuShare).toBeCloseTo(share);
  expect(figures?.cpuPeakShare).toBeCloseTo(share);
});

it('knows nothing of what it saw once', () => {
  expect(logOf([0, 5, 1]).figures()).toBeUndefined();
});

it.each([
  ['plain', 'process_cpu_seconds_total 1.5\nprocess_resident_memory_bytes 1048576\n'],
  [
    'labelled',
    '# HELP process_cpu_seconds_total x\nprocess_cpu_seconds_total{app="a b"} 1.5\nprocess_resident_memory_bytes{} 1048576 17\n',
  ],
])('reads %s metrics', (_what, text) => {
  expect(processReading(text)).toEqual({ cpuSeconds: 1.5, memoryBytes: megabyte });
});

it.each([
  '',
  '<html>',
  'process_cpu_seconds_total 1.5\n',
  'process_cpu_seconds_total x\nprocess_resident_memory_bytes 1\n',
])('reads nothing in %j', (text) => {
  expect(processReading(text)).toBeUndefined();
});
