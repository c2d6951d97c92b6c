import { maxLabelValues } from './bounded-labels';
import { maxSeries } from './family';
import { Histogram } from './histogram';
import { ValueFamily } from './value-family';

function picks() {
  return new ValueFamily('counter', {
    name: 'picks_total',
    help: 'Picks',
    labelNames: ['target', 'instance'],
  });
}

function shown(family: ValueFamily<never> | ReturnType<typeof picks>): string[] {
  return [...family.lines(false)].map((line) => line.trimEnd());
}

it('shows a series from when it is looked up, and always the same one', () => {
  const family = picks();
  const labels = { target: 'greeter', instance: 'greeter-1' };
  family.with(labels);
  expect(shown(family)).toEqual(['picks_total{target="greeter",instance="greeter-1"} 0']);
  family.with(labels).inc();
  family.with({ ...labels }).inc(2);
  expect(shown(family)).toEqual(['picks_total{target="greeter",instance="greeter-1"} 3']);
});

it('forgets a series, and begins it anew', () => {
  const family = picks();
  const labels = { target: 'greeter', instance: 'greeter-1' };
  family.with(labels).inc();
  family.forget(labels);
  family.forget(labels);
  expect(shown(family)).toEqual([]);
  family.with(labels).inc();
  expect(shown(family)).toEqual(['picks_total{target="greeter",instance="greeter-1"} 1']);
});

it('never has more series than it may, whatever strangers call, and loses no count', () => {
  const family = picks();
  for (let n = 0; n < 10_000; n++) family.with({ target: `t${n}`, instance: `i${n % 97}` }).inc();
  const lines = shown(family);
  expect(lines.length).toBeLessThanOrEqual(maxSeries + 1);
  expect(lines.reduce((sum, line) => sum + Number(line.split(' ')[1]), 0)).toBe(10_000);
});

it('counts what is beyond all series as other', () => {
  const family = picks();
  for (let n = 0; n < 99 * 99; n++)
    family.with({ target: `t${n % 99}`, instance: `i${Math.floor(n / 99)}` }).inc();
  expect(shown(family)).toHaveLength(maxSeries + 1);
  expect(shown(family).at(-1)).toBe(`picks_total{target="other",instance="other"} ${99 * 99 - maxSeries}`);
});

it('does not show gauges beyond the bounds, since together they mean nothing', () => {
  const gauge = new ValueFamily('gauge', { name: 'age', help: 'Age', labelNames: ['instance'] });
  for (let n = 0; n < 200; n++) gauge.with({ instance: `i${n}` }).set(n);
  expect([...gauge.lines(false)]).toHaveLength(maxLabelValues);
  expect([...gauge.lines(false)].join('')).not.toContain('other');
  gauge.forget({ instance: 'i7' });
  gauge.with({ instance: 'i150' }).set(150);
  expect([...gauge.lines(false)].at(-1)).toBe('age{instance="i150"} 150\n');
});

it('is reset to zero: what was looked up stays in use', () => {
  const family = picks();
  const series = family.with({ target: 'greeter', instance: 'greeter-1' });
  series.inc(3);
  family.reset();
  expect(shown(family)).toEqual(['picks_total{target="greeter",instance="greeter-1"} 0']);
  series.inc();
  expect(shown(family)).toEqual(['picks_total{target="greeter",instance="greeter-1"} 1']);
});

it('writes what formats cannot take as it is in escapes', () => {
  const family = picks();
  family.with({ target: 'a"b\\c\nd', instance: '' });
  expect(shown(family)).toEqual(['picks_total{target="a\\"b\\\\c\\nd",instance=""} 0']);
});

it('writes no braces without labels, and infinity as the formats have it', () => {
  const family = new ValueFamily<never>('gauge', { name: 'left', help: 'Left', labelNames: [] });
  family.with({}).set(Infinity);
  expect(shown(family)).toEqual(['left +Inf']);
});

describe('Histogram', () => {
  const bounds = [0.1, 1];
  const durations = () =>
    new Histogram({ name: 'duration_seconds', help: 'Duration', labelNames: ['method'] }, bounds);

  it('counts each observation in its bucket and those above, its bound included', () => {
    const family = durations();
    for (const seconds of [0.05, 0.1, 0.5, 7]) family.with({ method: 'Get' }).observe(seconds);
    expect([...family.lines(false)].join('')).toBe(
      [
        'duration_seconds_bucket{method="Get",le="0.1"} 2',
        'duration_seconds_bucket{method="Get",le="1"} 3',
        'duration_seconds_bucket{method="Get",le="+Inf"} 4',
        'duration_seconds_sum{method="Get"} 7.65',
        'duration_seconds_count{method="Get"} 4',
        '',
      ].join('\n'),
    );
  });

  it.each([NaN, Infinity, -Infinity])('leaves out %d, which would spoil the sum for ever', (value) => {
    const family = durations();
    family.with({ method: 'Get' }).observe(value);
    expect([...family.lines(false)].join('')).toContain('duration_seconds_sum{method="Get"} 0\n');
  });

  it('shows the last recorded trace of a bucket as its exemplar, in OpenMetrics only', () => {
    jest.useFakeTimers({ now: 1_700_000_000_250 });
    const family = durations();
    const traceId = 'a'.repeat(32);
    family.with({ method: 'Get' }).observe(0.4, { traceId: 'b'.repeat(32) });
    family.with({ method: 'Get' }).observe(0.5, { traceId });
    family.with({ method: 'Get' }).observe(0.6);
    const line = 'duration_seconds_bucket{method="Get",le="1"} 3';
    expect([...family.lines(true)].join('')).toContain(
      `${line} # {trace_id="${traceId}"} 0.5 1700000000.25\n`,
    );
    expect([...family.lines(false)].join('')).toContain(`${line}\n`);
    jest.useRealTimers();
  });

  it('is reset to zero', () => {
    const family = durations();
    const series = family.with({ method: 'Get' });
    series.observe(0.5, { traceId: 'a'.repeat(32) });
    family.reset();
    const text = [...family.lines(true)].join('');
    expect(text).toContain('duration_seconds_sum{method="Get"} 0\nduration_seconds_count{method="Get"} 0\n');
    expect(text).not.toContain('trace_id');
    series.observe(0.5);
    expect([...family.lines(true)].join('')).toContain('duration_seconds_count{method="Get"} 1\n');
  });

  it("is shown by prom-client's registry as well", async () => {
    const family = durations();
    family.with({ method: 'Get' }).observe(0.5);
    const { values, type } = await family.get();
    expect(type).toBe('histogram');
    expect(values).toContainEqual({
      metricName: 'duration_seconds_bucket',
      labels: { method: 'Get', le: '1' },
      value: 1,
    });
  });
});
