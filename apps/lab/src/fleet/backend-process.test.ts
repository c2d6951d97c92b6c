import { BackendProcess } from './backend-process';

const ignore = (): void => undefined;

it('says why it did not start', async () => {
  const backend = new BackendProcess({ LAB_SEED: 'many' }, ignore);
  await expect(backend.ready()).rejects.toThrow(/LAB_SEED must be a whole number/);
});

it('can be ended while it starts, and what it is told then is lost', async () => {
  const backend = new BackendProcess({ CONSUL_HTTP_ADDR: '127.0.0.1:1' }, ignore);
  const ready = expect(backend.ready()).rejects.toThrow('a backend did not start');
  await backend.stop();
  await ready;
  expect(() => backend.behave({ delayMs: 1 })).not.toThrow();
  await backend.stop();
});

it('listens where it is told, whatever PORT the shell has for other programs', async () => {
  process.env['PORT'] = 'mine';
  const backend = new BackendProcess({ LAB_SEED: 'many' }, ignore);
  delete process.env['PORT'];
  await expect(backend.ready()).rejects.toThrow(/^(?!.*PORT must).*LAB_SEED must be/s);
});
