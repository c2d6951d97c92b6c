import { describeWithConsul } from '@flotilla/testing';
import type { FastifyInstance } from 'fastify';
import { createRegistryApp } from './app';
import { send } from './testing/exchange';

interface News {
  readonly status: number;
  readonly index: number;
  readonly value: string;
}

/** What a client may rely on of keys, on whichever registry is behind the address. */
function behaviour(address: () => string): void {
  const put = async (key: string, body: string) =>
    (await send(address(), { method: 'PUT', path: `/v1/kv/${key}`, body })).text.trim();
  const remove = async (key: string) =>
    (await send(address(), { method: 'DELETE', path: `/v1/kv/${key}` })).text.trim();

  async function read(key: string, query = ''): Promise<News> {
    const { status, headers, text } = await send(address(), { path: `/v1/kv/${key}?raw${query}` });
    return { status, index: Number(headers.get('x-consul-index')), value: text };
  }

  /** Asks again until the status is this: an answer may come for a change elsewhere. */
  async function after(key: string, index: number, status: number, query = ''): Promise<News> {
    let news = await read(key, `${query}&index=${index}&wait=10s`);
    while (news.status !== status) news = await read(key, `${query}&index=${news.index}&wait=10s`);
    return news;
  }

  it('answers a blocking query for a key that is not there when it comes', async () => {
    const { status, index } = await read('comes');
    expect([status, index > 0]).toEqual([404, true]);
    const pending = after('comes', index, 200);
    await put('comes', '1');
    const news = await pending;
    expect(news.value).toBe('1');
    expect(news.index).toBeGreaterThan(index);
  });

  it('answers a blocking query when a key changes, and when it goes', async () => {
    await put('goes', '1');
    const { index } = await read('goes');
    const changing = after('goes', index, 200);
    await put('goes', '2');
    const changed = await changing;
    expect(changed.value).toBe('2');
    const going = after('goes', changed.index, 404);
    await remove('goes');
    expect((await going).index).toBeGreaterThan(changed.index);
  });

  it('answers a blocking query for a folder when something in it changes, and when one goes', async () => {
    await put('folder/a', '1');
    const { index } = await read('folder/', '&recurse');
    const adding = after('folder/', index, 200, '&recurse');
    await put('folder/b', '1');
    const added = await adding;
    expect(added.value).toContain('folder/b');
    const going = after('folder/', added.index, 200, '&recurse');
    await remove('folder/a');
    const gone = await going;
    expect(gone.index).toBeGreaterThan(added.index);
    expect(gone.value).not.toContain('folder/a');
  });

  it('lets a blocking query wait through equal writes and changes elsewhere', async () => {
    await put('stays/a', '1');
    const { index } = await read('stays/a');
    const startedAt = performance.now();
    const pending = read('stays/a', `&index=${index}&wait=600ms`);
    await put('stays/a', '1');
    await put('elsewhere', String(startedAt));
    expect(await pending).toEqual({ status: 200, index, value: '1' });
    expect(performance.now() - startedAt).toBeGreaterThan(590);
  });

  it('lets one of two writers win who read the same', async () => {
    await put('contested', '0');
    const { index } = await read('contested');
    const answers = await Promise.all(['1', '2'].map((value) => put(`contested?cas=${index}`, value)));
    expect(answers.toSorted()).toEqual(['false', 'true']);
    expect((await read('contested')).value).toBe(answers[0] === 'true' ? '1' : '2');
  });

  it('deletes at the index that was read', async () => {
    await put('leaves', '1');
    const { index } = await read('leaves');
    await put('leaves', '2');
    expect(await remove(`leaves?cas=${index}`)).toBe('false');
    expect(await remove(`leaves?cas=${(await read('leaves')).index}`)).toBe('true');
    expect((await read('leaves')).status).toBe(404);
  });
}

describe('keys of the embedded registry', () => {
  let app: FastifyInstance;
  let address: string;

  beforeAll(async () => {
    app = createRegistryApp();
    address = await app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => app.close());

  behaviour(() => address);
});

describeWithConsul('keys of Consul', (consul) => behaviour(() => consul().address));
