import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { get, open } from '../testing/request';
import { AdminServer } from './admin-server';

let ready: boolean;
let collect: () => Promise<string>;
let accepted: string | undefined;
/** Metrics whose text is what `collect` gives, in two pieces. */
const metrics = {
  expose(accept?: string) {
    accepted = accept;
    return { contentType: 'text/plain; version=0.0.4', chunks: pieces() };
  },
};
let pieces: () => AsyncGenerator<string>;
let admin: AdminServer;
let port: number;

beforeEach(async () => {
  ready = false;
  collect = async () => 'up 1\n';
  pieces = async function* () {
    yield '# a scrape\n';
    yield await collect();
  };
  admin = new AdminServer({ host: '127.0.0.1', port: 0, metrics, isReady: () => ready });
  ({ port } = await admin.listen());
});
afterEach(() => admin.close());

describe('AdminServer', () => {
  it.each([
    { path: '/healthz', status: 200, body: 'alive\n' },
    { path: '/readyz', status: 503, body: 'not ready\n' },
    { path: '/metrics', status: 200, body: '# a scrape\nup 1\n' },
    { path: '/metrics?name=up', status: 200, body: '# a scrape\nup 1\n' },
    { path: '/', status: 404, body: 'try /metrics, /healthz or /readyz\n' },
    { path: '/metrics/', status: 404, body: 'try /metrics, /healthz or /readyz\n' },
  ])('answers $path with $status', async ({ path, status, body }) => {
    await expect(get(port, path)).resolves.toMatchObject({ status, body });
  });

  it('answers /readyz with 200 while the service is ready', async () => {
    ready = true;
    await expect(get(port, '/readyz')).resolves.toMatchObject({ status: 200, body: 'ready\n' });
  });

  it('serves metrics in the format that is asked for, under its content type', async () => {
    const { headers } = await get(port, '/metrics', { headers: { accept: 'application/openmetrics-text' } });
    expect(accepted).toBe('application/openmetrics-text');
    expect(headers['content-type']).toBe('text/plain; version=0.0.4');
  });

  describe('when the metrics cannot be collected', () => {
    const error = new Error('secret');
    let warn: jest.SpyInstance;
    beforeEach(() => (warn = jest.spyOn(process, 'emitWarning').mockImplementation()));
    afterEach(() => warn.mockRestore());

    it('answers 500, tells the cause to operators alone, and goes on', async () => {
      pieces = async function* () {
        yield await Promise.reject<string>(error);
      };
      const answer = await get(port, '/metrics');
      expect(answer).toMatchObject({ status: 500, body: 'the metrics cannot be collected\n' });
      expect(warn.mock.calls).toEqual([[error]]);
      await expect(get(port, '/healthz')).resolves.toMatchObject({ status: 200 });
    });

    it('breaks off an answer that has begun, since it is not whole', async () => {
      collect = () => Promise.reject(error);
      await expect(get(port, '/metrics')).rejects.toMatchObject({ code: 'ECONNRESET' });
      expect(warn.mock.calls).toEqual([[error]]);
    });
  });

  it('writes no faster than it is read, and ends when the client leaves', async () => {
    let written = 0;
    const ended = new Promise<void>((resolve) => {
      pieces = async function* () {
        try {
          for (; ; written++) yield 'x'.repeat(1_000_000);
        } finally {
          resolve();
        }
      };
    });
    const { request } = open(port, '/metrics');
    request.end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.pause();
    for (let turns = 0; turns < 100; turns++) await turn();
    expect(written).toBeLessThan(50);
    response.on('error', () => undefined).destroy();
    await ended;
  });

  it('names a taken address, and what to do', async () => {
    const second = new AdminServer({ host: '127.0.0.1', port, metrics, isReady: () => true });
    await expect(second.listen()).rejects.toMatchObject({
      message: `cannot listen on 127.0.0.1:${port}: choose another port`,
      cause: { code: 'EADDRINUSE' },
    });
    await second.close();
  });

  it('closes without waiting for what is under way', async () => {
    collect = () => new Promise(() => undefined);
    const answer = get(port, '/metrics');
    const failure = expect(answer).rejects.toMatchObject({ code: 'ECONNRESET' });
    await get(port, '/healthz');
    await admin.close();
    await failure;
  });
});
