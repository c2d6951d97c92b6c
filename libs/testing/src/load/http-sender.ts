import { Agent, request } from 'node:http';

export interface HttpSender {
  /** Sends one GET and reads the answer; resolves to its status and body. */
  get(path: string): Promise<{ status: number; body: string }>;
  close(): void;
}

/** GET requests to one server over connections that are kept. */
export function httpSender(baseUrl: string): HttpSender {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  return {
    get: (path) =>
      new Promise((resolve, reject) => {
        const outgoing = request(new URL(path, baseUrl), { agent, timeout: 5_000 }, (response) => {
          let body = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (body += chunk));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
          response.on('error', reject);
        });
        outgoing.on('timeout', () => outgoing.destroy(new Error('no answer within 5 s')));
        outgoing.on('error', reject);
        outgoing.end();
      }),
    close: () => agent.destroy(),
  };
}
