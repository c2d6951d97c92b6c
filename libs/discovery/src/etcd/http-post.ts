import http from 'node:http';
import https from 'node:https';
import { NotSentError } from './etcd-error';

/** When a peer that vanished without a word is asked by the kernel whether it is still there. */
const keepAliveAfterMs = 10_000;

/** PEM texts, as `node:tls` takes them. */
export interface TlsOptions {
  /** Certificates of the authorities to trust. Default: those that Node trusts. */
  ca?: string | Buffer;
  /** The client's certificate. */
  cert?: string | Buffer;
  /** The private key of `cert`. */
  key?: string | Buffer;
}

export interface Post {
  readonly path: string;
  readonly body: string;
  /** Of etcd's authentication. */
  readonly token: string | undefined;
  readonly tls: TlsOptions | undefined;
}

/**
 * Posts JSON over a connection of its own, which ends with the answer: a kept one may be closed by the peer just when it
 * is used again.
 *
 * @returns the response, its body unread. Rejects with a NotSentError when there was no connection.
 */
export function post(origin: string, request: Post, signal: AbortSignal): Promise<http.IncomingMessage> {
  const { path, body, token, tls } = request;
  const url = new URL(path, origin);
  const secure = url.protocol === 'https:';
  const headers = { 'content-type': 'application/json', ...(token && { authorization: token }) };
  return new Promise((resolve, reject) => {
    let connected = false;
    const options = { method: 'POST', agent: false, headers, signal, ...tls };
    const outgoing = (secure ? https : http).request(url, options);
    outgoing.once('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => (connected = true));
    });
    outgoing.once('response', resolve);
    outgoing.on('error', (cause) => reject(connected ? cause : new NotSentError('no connection', { cause })));
    outgoing.setSocketKeepAlive(true, keepAliveAfterMs);
    outgoing.end(body);
  });
}
