import { formatTraceparent, parseTraceparent } from './traceparent';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';

it.each([
  ['sampled', `00-${traceId}-${spanId}-01`, true],
  ['not sampled', `00-${traceId}-${spanId}-00`, false],
  ['flags that are not known yet', `00-${traceId}-${spanId}-03`, true],
  ['a later version', `01-${traceId}-${spanId}-01`, true],
  ['a later version that says more', `cc-${traceId}-${spanId}-00-what-the-future`, false],
])('reads %s', (_, value, sampled) => {
  expect(parseTraceparent(value)).toEqual({ traceId, spanId, sampled });
});

it.each([
  ['nothing', undefined],
  ['an empty value', ''],
  ['version 00 that says more', `00-${traceId}-${spanId}-01-more`],
  ['version ff', `ff-${traceId}-${spanId}-01`],
  ['upper case', `00-${traceId.toUpperCase()}-${spanId}-01`],
  ['a trace id of zeros', `00-${'0'.repeat(32)}-${spanId}-01`],
  ['a span id of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
  ['a short trace id', `00-${traceId.slice(1)}-${spanId}-01`],
  ['a long span id', `00-${traceId}-${spanId}0-01`],
  ['short flags', `00-${traceId}-${spanId}-1`],
  ['flags that are no number', `00-${traceId}-${spanId}-zz`],
  ['a later version with a longer flag', `01-${traceId}-${spanId}-01x`],
  ['surrounding space', ` 00-${traceId}-${spanId}-01`],
  ['a line break', `00-${traceId}-${spanId}-01\n`],
])('ignores %s', (_, value) => {
  expect(parseTraceparent(value)).toBeUndefined();
});

it.each([true, false])('reads what it wrote, sampled %s', (sampled) => {
  const trace = { traceId, spanId, sampled };
  expect(parseTraceparent(formatTraceparent(trace))).toEqual(trace);
});
