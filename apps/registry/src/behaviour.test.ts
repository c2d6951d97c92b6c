import { setTimeout as delay } from 'node:timers/promises';
import { describeWithConsul } from '@flotilla/testing';
import type { FastifyInstance } from 'fastify';
import { createRegistryApp } from './app';
import { send } from './testing/exchange';

interface Entry {
  readonly Service: { readonly ID: string };
}

interface News<T> {
  readonly index: number;
  readonly value: T;
}

/** What a client may rely on, on whichever registry is behind the address. */
function behaviour(address: () => string): void {
  const put = (path: string, body = '') => send(address(), { method: 'PUT', path, body });
  const register = (service: string, ttl = '10s') =>
    put(
      '/v1/agent/service/register',
      JSON.stringify({ Name: service, Check: { TTL: ttl, Status: 'passing' } }),
    );

  async function ask<T>(path: string): Promise<News<T>> {
    const { headers, text } = await send(address(), { path });
    return { index: Number(headers.get('x-consul-index')), value: JSON.parse(text) as T };
  }
  const passing = (service: string, query = '') =>
    ask<Entry[]>(`/v1/health/service/${service}?passing=true${query}`);

  /** Asks until the instance is there: Consul's catalog follows its agent a little later. */
  async function registered(service: string, ttl?: string): Promise<News<Entry[]>> {
    await register(service, ttl);
    for (let tries = 0; tries < 40; tries++) {
      const news = await passing(service);
      if (news.value.length > 0) return news;
      await delay(50);
    }
    throw new Error(`${service} did not appear`);
  }

  it('answers a blocking query when an instance registers', async () => {
    const { index } = await passing('arrives');
    const pending = passing('arrives', `&index=${index}&wait=10s`);
    await register('arrives');
    let news = await pending;
    // Consul also answers when any other service changed: then a client asks again.
    while (news.value.length === 0) news = await passing('arrives', `&index=${news.index}&wait=10s`);
    expect(news.index).toBeGreaterThan(index);
    expect(news.value.map(({ Service }) => Service.ID)).toEqual(['arrives']);
  });

  it('answers a blocking query when the last instance leaves', async () => {
    const { index } = await registered('leaves');
    const pending = passing('leaves', `&index=${index}&wait=10s`);
    await put('/v1/agent/service/deregister/leaves');
    const news = await pending;
    expect(news.value).toEqual([]);
    expect(news.index).toBeGreaterThan(index);
  });

  it('answers a blocking query when a TTL expires, and when the check passes again', async () => {
    const { index } = await registered('expires', '300ms');
    const expired = await passing('expires', `&index=${index}&wait=10s`);
    expect(expired.value).toEqual([]);
    const pending = passing('expires', `&index=${expired.index}&wait=10s`);
    await put('/v1/agent/check/pass/service:expires');
    expect((await pending).value).toHaveLength(1);
  });

  it.each([
    ['renewals and repeated registrations', 0],
    ['an index that is ahead', 1000],
  ])('lets a blocking query wait through %s', async (_, ahead) => {
    const { index } = await registered('stays');
    const startedAt = performance.now();
    const pending = passing('stays', `&index=${index + ahead}&wait=600ms`);
    await put('/v1/agent/check/pass/service:stays');
    await register('stays');
    expect((await pending).index).toBe(index);
    expect(performance.now() - startedAt).toBeGreaterThan(590);
  });

  it('answers a blocking query for all services when one appears', async () => {
    const { index } = await ask('/v1/catalog/services');
    const pending = ask<Record<string, string[]>>(`/v1/catalog/services?index=${index}&wait=10s`);
    await register('appears');
    expect((await pending).value).toHaveProperty('appears');
  });
}

describe('the embedded registry', () => {
  let app: FastifyInstance;
  let address: string;

  beforeAll(async () => {
    app = createRegistryApp();
    address = await app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => app.close());

  behaviour(() => address);
});

describeWithConsul('Consul', (consul) => behaviour(() => consul().address));
