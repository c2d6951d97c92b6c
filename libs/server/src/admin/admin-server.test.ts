import { get } from '../testing/request';
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
async function* pieces(): AsyncGenerator<string> {
  yield '# a scrape\n';
  yield await collect();
}
let admin: AdminServer;
let port: number;

beforeEach(async () => {
  ready = false;
  collect = async () => 'up 1\n';
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

  it('answers 500, and goes on, when the metrics cannot be collected', async () => {
    collect = () => Promise.reject(new Error('secret'));
    const answer = await get(port, '/metrics');
    expect(answer).toMatchObject({ status: 500, body: 'the metrics cannot be collected\n' });
    await expect(get(port, '/healthz')).resolves.toMatchObject({ status: 200 });
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
