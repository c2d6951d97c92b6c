import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { createTracer } from './tracer';

const parent = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7', sampled: true };

function tracerWith(sampleRatio: number, random: number) {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const tracer = createTracer({ sampleRatio, random: () => random, recorder: provider.getTracer('test') });
  return { tracer, exporter };
}

it.each([
  ['a root below the ratio', 0.5, 0.49, undefined, true],
  ['a root at the ratio', 0.5, 0.5, undefined, false],
  ['a root at ratio 0', 0, 0, undefined, false],
  ['a root at ratio 1', 1, 0.999, undefined, true],
  ['a child of a sampled parent at ratio 0', 0, 0.5, parent, true],
  ['a child of an unsampled parent at ratio 1', 1, 0.5, { ...parent, sampled: false }, false],
])('decides for %s', (_, ratio, random, above, sampled) => {
  const { tracer, exporter } = tracerWith(ratio, random);
  const span = tracer.start('work', 'internal', above);
  span.end();
  expect(span.trace.sampled).toBe(sampled);
  expect(span.recording).toBe(sampled);
  expect(exporter.getFinishedSpans()).toHaveLength(sampled ? 1 : 0);
});

it('gives every unsampled root ids of its own', () => {
  const { tracer } = tracerWith(0, 0);
  const traces = Array.from({ length: 1000 }, () => tracer.start('work', 'internal', undefined).trace);
  expect(new Set(traces.map(({ traceId }) => traceId)).size).toBe(1000);
  expect(new Set(traces.map(({ spanId }) => spanId)).size).toBe(1000);
  expect(
    traces.every(({ traceId, spanId }) => /^[0-9a-f]{32}$/.test(traceId) && /^[0-9a-f]{16}$/.test(spanId)),
  ).toBe(true);
});

it('adds events to the span at a position, and to none where nothing is recorded', () => {
  const { tracer, exporter } = tracerWith(0, 0);
  const span = tracer.start('work', 'internal', parent);
  tracer.event(span.trace, 'retry', { attempt: 2 });
  tracer.event({ ...span.trace }, 'not here');
  tracer.event(undefined, 'nowhere');
  span.end();
  const [recorded] = exporter.getFinishedSpans();
  expect(recorded?.events).toMatchObject([{ name: 'retry', attributes: { attempt: 2 } }]);
});

it.each([
  [undefined, []],
  [{ ...parent, spanId: 'b'.repeat(16) }, ['b'.repeat(16)]],
])('links a recorded span to %j', (linked, ids) => {
  const { tracer, exporter } = tracerWith(0, 0);
  tracer.start('work', 'client', parent, linked).end();
  const [recorded] = exporter.getFinishedSpans();
  expect(recorded?.links.map(({ context }) => context.spanId)).toEqual(ids);
});

it('hands a parent on unchanged where nothing is recorded', () => {
  const tracer = createTracer({ sampleRatio: 1, random: () => 0 });
  expect(tracer.start('work', 'client', parent).trace).toBe(parent);
});

it('puts a recorded span below its parent', () => {
  const { tracer, exporter } = tracerWith(0, 0);
  const span = tracer.start('work', 'server', parent);
  span.end();
  const [recorded] = exporter.getFinishedSpans();
  expect(span.trace.traceId).toBe(parent.traceId);
  expect(span.trace.spanId).not.toBe(parent.spanId);
  expect(recorded?.parentSpanContext).toMatchObject({ spanId: parent.spanId, isRemote: true });
});
