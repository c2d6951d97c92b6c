import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { createRecorder } from './recorder';

jest.mock('@opentelemetry/exporter-trace-otlp-http');

const success = { code: 0 } as const;
const failure = { code: 1, error: new Error('connection refused') } as const;

const exporterClass = jest.mocked(OTLPTraceExporter);

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  jest.useRealTimers();
  jest.resetAllMocks();
});

function recorderTo(endpoint: string) {
  const onFailure = jest.fn();
  const recorder = createRecorder({ endpoint, resource: {}, onFailure });
  return { recorder, onFailure, span: () => recorder.tracer.startSpan('work').end() };
}

it.each(['http://collector:4318', 'http://collector:4318/', 'http://collector:4318//'])(
  'appends the path to %s',
  (url) => {
    recorderTo(url);
    expect(exporterClass).toHaveBeenCalledWith(
      expect.objectContaining({ url: 'http://collector:4318/v1/traces' }),
    );
  },
);

it('exports every second', async () => {
  const { span } = recorderTo('http://collector:4318');
  span();
  await jest.advanceTimersByTimeAsync(999);
  expect(exporterClass.prototype.export).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1);
  expect(exporterClass.prototype.export).toHaveBeenCalledTimes(1);
});

it('waits for an exporter that hangs at shutdown for 2 s, no longer', async () => {
  const { recorder, span } = recorderTo('http://collector:4318');
  span();
  const closed = jest.fn();
  void recorder.shutdown().then(closed);
  await jest.advanceTimersByTimeAsync(1999);
  expect(closed).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1);
  expect(closed).toHaveBeenCalled();
});

it('shuts down at once, and well, when the last export fails', async () => {
  exporterClass.prototype.export.mockImplementation((_spans, callback) => callback(failure));
  const { recorder, span } = recorderTo('http://collector:4318');
  span();
  await expect(recorder.shutdown()).resolves.toBeUndefined();
});

it('tells of failures once, and again after a success', async () => {
  const { span, onFailure } = recorderTo('http://collector:4318');
  const told: number[] = [];
  for (const result of [failure, failure, success, failure]) {
    exporterClass.prototype.export.mockImplementation((_spans, callback) => callback(result));
    span();
    await jest.advanceTimersByTimeAsync(1000);
    told.push(onFailure.mock.calls.length);
  }
  expect(told).toEqual([1, 1, 1, 2]);
});
