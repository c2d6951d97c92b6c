import { service as healthService } from 'grpc-health-check';
import { cleanUp, startServer } from '../testing/fixtures';
import { plainClient } from '../testing/plain-client';

afterEach(cleanUp);

const server = '';
const echoService = 'test.v1.EchoService';

it.each([server, echoService])('tells of "%s" whether it serves, from not at the start', async (service) => {
  const { listener, port } = await startServer({});
  const send = plainClient(port, healthService);
  const status = async (): Promise<unknown> => send('Check', { service });
  expect(await status()).toEqual({ status: 'NOT_SERVING' });
  listener.setServing(true);
  expect(await status()).toEqual({ status: 'SERVING' });
  listener.setServing(false);
  expect(await status()).toEqual({ status: 'NOT_SERVING' });
});

it('does not know other services', async () => {
  const { port } = await startServer({});
  await expect(plainClient(port, healthService)('Check', { service: 'test.v1.Other' })).rejects.toThrow(
    'NOT_FOUND',
  );
});
