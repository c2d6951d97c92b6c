import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startOtlpReceiver } from '@flotilla/testing';
import type { OtlpReceiver, ReceivedSpan } from '@flotilla/testing';

const testing = join(__dirname, '../testing');

let receiver: OtlpReceiver;

beforeEach(async () => {
  receiver = await startOtlpReceiver();
});

afterEach(() => receiver.close());

/** In a process of its own: jest's modules cannot import() dynamically, which the exporter does. */
async function traceOneRequest(sampleRatio: number): Promise<readonly ReceivedSpan[]> {
  const node = ['--conditions=@flotilla/source', '--require', join(testing, 'typescript.cjs')];
  const script = [join(testing, 'traced-request.ts'), receiver.endpoint, String(sampleRatio)];
  await promisify(execFile)(process.execPath, [...node, ...script], { timeout: 10_000 });
  return receiver.spans;
}

it('links request, call, attempts and handlers', async () => {
  const spans = await traceOneRequest(1);
  const childrenOf = (span: ReceivedSpan | undefined) =>
    spans.filter((child) => child.parentSpanId === span?.spanId);

  const [root] = childrenOf(undefined);
  expect(root).toMatchObject({ name: 'GET /api/greetings/:name', kind: 'server' });
  const calls = childrenOf(root);
  expect(calls).toEqual([expect.objectContaining({ name: 'test.v1.TestService/Get', kind: 'internal' })]);
  const [first, second, ...others] = childrenOf(calls[0]);
  expect(others).toEqual([]);
  expect(first).toMatchObject({ kind: 'client', failure: 'restarting', links: [] });
  expect(second).toMatchObject({ kind: 'client', failure: undefined, links: [first?.spanId] });
  for (const attempt of [first, second]) {
    expect(childrenOf(attempt)).toEqual([expect.objectContaining({ kind: 'server' })]);
  }
  expect(spans).toHaveLength(6);
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(second?.attributes).toEqual({
    'rpc.system': 'grpc',
    'rpc.service': 'test.v1.TestService',
    'rpc.method': 'Get',
    'rpc.grpc.status_code': 0,
    'server.address': 'greeter',
    'flotilla.attempt.number': 2,
    'flotilla.attempt.reason': 'retry',
    'flotilla.endpoint.id': 'greeter-2',
  });
});

it('exports nothing below an unsampled root', async () => {
  await expect(traceOneRequest(0)).resolves.toEqual([]);
});
