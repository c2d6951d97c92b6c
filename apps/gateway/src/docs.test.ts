import { createApp } from './app';
import { FakeGreeter } from './testing/fake-greeter';
import { FakeOrders } from './testing/fake-orders';
import { problemOf } from './testing/problem-of';
import { quietLogger } from './testing/quiet-logger';

const app = createApp({ greeter: new FakeGreeter(), orders: new FakeOrders() }, quietLogger());
afterAll(() => app.close());

it.each(['/docs', '/docs/'])('%s is a page of this server’s own files', async (url) => {
  const { statusCode, headers, body } = await app.inject(url);
  expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  const files = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path);
  expect(files.length).toBeGreaterThan(4);
  for (const path of files) {
    const file = await app.inject(new URL(path, `http://x${url}`).pathname);
    expect([path, file.statusCode]).toEqual([path, 200]);
  }
});

it.each(['/docs', '/docs/static/swagger-ui-bundle.js', '/docs/json'])(
  '%s may run its own scripts only',
  async (url) => {
    const { headers } = await app.inject(url);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/^default-src 'none'; script-src 'self'; /) as string,
    });
  },
);

it('shows the very document of /openapi.json', async () => {
  const [shown, document] = [await app.inject('/docs/json'), await app.inject('/openapi.json')];
  expect(shown.json()).toEqual(document.json());
});

it.each(['/docs', '/docs/', '/docs/json', '/docs/static/index.css'])(
  '%s refuses other methods',
  async (url) => {
    const response = await app.inject({ method: 'POST', url });
    expect(response.headers['allow']).toBe('GET, HEAD, OPTIONS');
    expect(problemOf(response)).toMatchObject({ status: 405 });
  },
);

it('has no other files', async () => {
  for (const path of ['nothing.js', '..%2findex.js', '%2e%2e/package.json']) {
    expect((await app.inject(`/docs/static/${path}`)).statusCode).toBe(404);
  }
});
