import type { FastifyInstance } from 'fastify';
import { Language } from '@flotilla/contracts';
import type { SayHelloResponse } from '@flotilla/contracts';
import { createApp } from '../app';
import { FakeGreeter } from '../testing/fake-greeter';
import { FakeOrders } from '../testing/fake-orders';
import { problemOf } from '../testing/problem-of';
import { quietLogger } from '../testing/quiet-logger';

let greeter: FakeGreeter;
let app: FastifyInstance;

function start(answer?: () => SayHelloResponse): void {
  greeter = new FakeGreeter(answer);
  app = createApp({ greeter, orders: new FakeOrders() }, quietLogger());
}

beforeEach(() => start());
afterEach(() => app.close());

describe('GET /api/greetings/:name', () => {
  it.each([
    ['', 'en', Language.EN],
    ['?language=en', 'en', Language.EN],
    ['?language=zh', 'zh', Language.ZH],
    ['?language=es', 'es', Language.ES],
    ['?language=fr', 'fr', Language.FR],
    ['?language=de', 'de', Language.DE],
    ['?language=ja', 'ja', Language.JA],
  ])('"%s" greets in %s', async (query, tag, language) => {
    const response = await app.inject(`/api/greetings/Ada${query}`);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({
      message: 'to Ada',
      language: tag,
      servedBy: { instance: 'greeter-2', zone: 'b' },
    });
    expect(greeter.requests).toEqual([{ name: 'Ada', language }]);
  });

  it.each([
    ['Grace%20Hopper', 'Grace Hopper'],
    ['%E7%8E%8B%E5%B0%8F%E6%98%8E', '王小明'],
    ['a%2Fb', 'a/b'],
    ['100%25', '100%'],
    ['%F0%9F%98%80'.repeat(100), '😀'.repeat(100)],
    ['__proto__', '__proto__'],
  ])('takes the name from %s', async (path, name) => {
    const response = await app.inject(`/api/greetings/${path}`);
    expect(response.json()).toMatchObject({ message: `to ${name}` });
    expect(greeter.requests).toMatchObject([{ name }]);
  });

  it('calls with the name as the key, so that it may be served where it was before', async () => {
    await app.inject('/api/greetings/Grace%20Hopper');
    expect(greeter.hashKeys).toEqual(['Grace Hopper']);
  });

  it('says who served it also when the greeter does not', async () => {
    start(() => ({ message: 'hi', language: Language.EN, servedBy: undefined }));
    const response = await app.inject('/api/greetings/Ada');
    expect(response.json()).toMatchObject({ servedBy: { instance: '', zone: '' } });
  });

  const oneOf = 'must be one of en, zh, es, fr, de, ja';
  it.each([
    ['an unknown language', '/Ada?language=xx', [['query.language', oneOf]]],
    ['a language in capitals', '/Ada?language=EN', [['query.language', oneOf]]],
    ['an empty language', '/Ada?language=', [['query.language', oneOf]]],
    [
      'two languages',
      '/Ada?language=en&language=zh',
      [
        ['query.language', 'must be string'],
        ['query.language', oneOf],
      ],
    ],
    ['an unknown parameter', '/Ada?foo=1', [['query.foo', 'is not known here']]],
    [
      'two mistakes',
      '/Ada?foo=1&language=xx',
      [
        ['query.foo', 'is not known here'],
        ['query.language', oneOf],
      ],
    ],
    ['an empty name', '/', [['path.name', 'must NOT have fewer than 1 characters']]],
    ['a long name', `/${'x'.repeat(101)}`, [['path.name', 'must NOT have more than 100 characters']]],
    ['a name of 10 kB', `/${'x'.repeat(10_000)}`, [['path.name', 'must NOT have more than 100 characters']]],
    [
      'a control character',
      '/a%00b',
      [['path.name', 'must match pattern "^[^\\u0000-\\u001f\\u007f-\\u009f]*$"']],
    ],
    ['a line end', '/a%0D%0Ab', [['path.name', 'must match pattern "^[^\\u0000-\\u001f\\u007f-\\u009f]*$"']]],
    ['a cut percent-encoding', '/a%2', [['path', 'must be percent-encoded UTF-8']]],
    ['a percent-encoding that is not UTF-8', '/%FF', [['path', 'must be percent-encoded UTF-8']]],
  ])('refuses %s', async (_what, path, errors) => {
    const response = await app.inject(`/api/greetings${path}`);
    expect(problemOf(response)).toEqual({
      title: 'Bad Request',
      status: 400,
      detail: errors.map((error) => error.join(' ')).join('; '),
      code: 'INVALID_ARGUMENT',
      errors: errors.map(([path, reason]) => ({ path, reason })),
    });
    expect(greeter.requests).toEqual([]);
  });

  it('names ten mistakes at most, and little of what was sent', async () => {
    const query = Array.from({ length: 50 }, (_, index) => `${'x'.repeat(200)}${index}=1`).join('&');
    const response = await app.inject(`/api/greetings/Ada?${query}`);
    const { errors = [] } = problemOf(response);
    expect(errors).toHaveLength(10);
    for (const { path } of errors) expect(path).toHaveLength(101);
  });
});
