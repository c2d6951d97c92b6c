import { Agent, request } from 'node:http';

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

export interface HttpSender {
  /** Sends one GET and reads the answer. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<HttpAnswer>;
  /** Sends one POST, with a JSON body if there is one, and reads the answer. */
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<HttpAnswer>;
  close(): void;
}

export interface HttpSenderOptions {
  /** Sockets at most; requests beyond wait for one. Default: as many as requests, for those that waited would be slow. */
  readonly connections?: number | undefined;
  /** For the whole of a request, its wait for a socket included. Default: none but 5 s in which nothing arrives. */
  readonly timeoutMs?: number;
}

/** Requests to one server over connections that are kept. */
export function httpSender(
  baseUrl: string,
  { connections = Infinity, timeoutMs }: HttpSenderOptions = {},
): HttpSender {
  const { origin } = new URL(baseUrl);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const send = (
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    text?: string,
  ): Promise<HttpAnswer> =>
    new Promise((resolve, reject) => {
      const options = { agent, method, headers, timeout: 5_000 };
      const outgoing = request(`${origin}${path}`, options, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
        response.on('error', reject);
      });
      const giveUp = (): void => void outgoing.destroy(new Error('no answer in time'));
      const timer = timeoutMs === undefined ? undefined : setTimeout(giveUp, timeoutMs);
      outgoing.on('timeout', giveUp);
      outgoing.on('error', reject);
      outgoing.on('close', () => clearTimeout(timer));
      outgoing.end(text);
    });
  return {
    get: (path, headers = {}) => send('GET', path, headers),
    post: (path, body, headers) => {
      if (body === undefined) return send('POST', path, { ...headers });
      const text = JSON.stringify(body);
      const length = String(Buffer.byteLength(text));
      const described = { ...headers, 'content-type': 'application/json', 'content-length': length };
      return send('POST', path, described, text);
    },
    close: () => agent.destroy(),
  };
}
