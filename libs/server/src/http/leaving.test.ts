import { Agent } from 'node:http';
import { aborted, answer, arrived, listener, port, setUpHttp } from '../testing/http-fixture';
import { get } from '../testing/request';

setUpHttp();

describe('http: leaving', () => {
  it.each([
    { serving: true, connection: 'keep-alive' },
    { serving: false, connection: 'close' },
  ])('says connection: $connection when serving is $serving', async ({ serving, connection }) => {
    const agent = new Agent({ keepAlive: true });
    listener.setServing(serving);
    const { headers } = await get(port, '/look/ada', { agent });
    expect(headers.connection).toBe(connection);
    agent.destroy();
  });

  it('answers what is in flight, and then does not wait for its connection', async () => {
    const agent = new Agent({ keepAlive: true });
    const slow = get(port, '/slow', { agent });
    await arrived;
    const closed = listener.close(60_000);
    answer();
    await expect(slow).resolves.toMatchObject({
      status: 200,
      headers: { connection: 'close' },
      body: 'at last',
    });
    await closed;
    await expect(get(port, '/look/ada')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('cuts what is in flight when the grace is over', async () => {
    const slow = get(port, '/slow');
    const cut = expect(slow).rejects.toMatchObject({ code: 'ECONNRESET' });
    await arrived;
    await Promise.all([listener.close(0), cut, aborted()]);
    answer();
  });
});
