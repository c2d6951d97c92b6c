import { once } from 'node:events';
import { Socket } from 'node:net';
import { AbandonableCredentials } from './abandonable-credentials';

const sockets = [new Socket(), new Socket()] as const;

it('ends the connection that is being made', async () => {
  const credentials = new AbandonableCredentials();
  const connector = credentials._createSecureConnector();
  const [socket] = sockets;
  await connector.waitForReady();
  await expect(connector.connect(socket)).resolves.toEqual({ socket, secure: false });
  const closed = once(socket, 'close');
  credentials.abandon();
  await closed;
});

it('leaves the connection before it alone', async () => {
  const credentials = new AbandonableCredentials();
  const connector = credentials._createSecureConnector();
  const [, socket] = sockets;
  await connector.connect(socket);
  await connector.waitForReady();
  credentials.abandon();
  expect(socket.destroyed).toBe(false);
});

it('makes no more connections, not even one that was on its way', async () => {
  const credentials = new AbandonableCredentials();
  const connector = credentials._createSecureConnector();
  credentials.abandon();
  await expect(connector.waitForReady()).rejects.toThrow('abandoned');
  await expect(connector.connect(new Socket())).rejects.toThrow('abandoned while it connected');
});
