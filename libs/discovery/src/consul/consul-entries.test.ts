import { client, refuse, reply, requests, respond, setUpConsul } from '../testing/consul-fixture';

const signal = new AbortController().signal;

describe('an entry that ConsulClient reads and writes', () => {
  setUpConsul();

  const item = { Key: 'a/b', Flags: 0, LockIndex: 0, CreateIndex: 3, ModifyIndex: 7 };

  it.each<[string, string | null, string]>([
    ['text', Buffer.from('{"ü":1}').toString('base64'), '{"ü":1}'],
    ['nothing', null, ''],
  ])('reads an entry that holds %s', async (_name, Value, value) => {
    reply([{ ...item, Value }], { 'x-consul-index': '7' });
    await expect(client.entry('a/b', 0)).resolves.toEqual({
      value: { key: 'a/b', value, revision: '7' },
      index: 7,
    });
  });

  it('waits for an entry that is not there, and takes 404 for an answer', async () => {
    respond((_request, response) => response.writeHead(404, { 'x-consul-index': '9' }).end());
    await expect(client.entry('a/b', 7, signal)).resolves.toEqual({ value: undefined, index: 9 });
    expect(requests[0]?.line).toBe('GET /v1/kv/a%2Fb?index=7&wait=55000ms');
  });

  it.each<[string, number, unknown, Record<string, string>]>([
    ['no entry', 200, [], { 'x-consul-index': '7' }],
    ['an entry of another kind', 200, [{ Key: 'a/b' }], { 'x-consul-index': '7' }],
    ['no index', 200, [{ ...item, Value: null }], {}],
    ['404 from another program', 404, 'not found', {}],
  ])('rejects an answer to a read with %s', async (_name, status, body, headers) => {
    respond((_request, response) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(body)),
    );
    await expect(client.entry('a/b', 0)).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it.each([
    [undefined, true, 'PUT /v1/kv/a%2Fb'],
    [0, false, 'PUT /v1/kv/a%2Fb?cas=0'],
    [7, true, 'PUT /v1/kv/a%2Fb?cas=7'],
  ])('writes an entry with cas %j and hears %j', async (cas, written, line) => {
    reply(written);
    await expect(client.putEntry('a/b', 'ü', cas)).resolves.toBe(written);
    expect(requests[0]).toMatchObject({ line, body: 'ü', token: 'secret' });
  });

  it('does not take anything else for a written entry', async () => {
    reply({});
    await expect(client.putEntry('a/b', '', undefined)).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it('deletes an entry', async () => {
    reply(true);
    await client.deleteEntry('a/b');
    expect(requests[0]?.line).toBe('DELETE /v1/kv/a%2Fb');
    refuse(403, 'Permission denied');
    await expect(client.deleteEntry('a/b')).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });
});
