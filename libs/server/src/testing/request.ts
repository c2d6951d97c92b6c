import { request as begin } from 'node:http';
import type { Agent, ClientRequest, IncomingHttpHeaders } from 'node:http';

export interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Options {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly agent?: Agent;
}

/** A request to this machine that the test may write to or destroy, and its answer. */
export function open(
  port: number,
  path: string,
  options: Options = {},
): { request: ClientRequest; answer: Promise<Answer> } {
  const request = begin({ host: '127.0.0.1', port, path, agent: false, ...options });
  const answer = new Promise<Answer>((resolve, reject) => {
    request.once('error', reject);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
  });
  answer.catch(() => undefined);
  return { request, answer };
}

export function get(port: number, path: string, options: Options = {}): Promise<Answer> {
  const { request, answer } = open(port, path, options);
  request.end();
  return answer;
}
