import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { ListenAddress } from '@flotilla/call';
import type { Metrics } from '@flotilla/telemetry';
import { listenOn } from './listen-on';

export interface AdminServerOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** What `/metrics` answers. */
  readonly metrics: Pick<Metrics, 'expose'>;
  /** Whether `/readyz` answers 200. */
  readonly isReady: () => boolean;
}

/** The port for operators: `/metrics`, `/healthz` (the process lives), `/readyz` (it wants traffic). */
export class AdminServer {
  readonly #options: AdminServerOptions;
  readonly #server: Server;

  constructor(options: AdminServerOptions) {
    this.#options = options;
    this.#server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000 }, (request, response) => {
      void this.#answer(request, response);
    });
  }

  /** Rejects with an error that names the address when it is taken. */
  listen(): Promise<ListenAddress> {
    return listenOn(this.#server, this.#options);
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer({ url = '/', headers }: IncomingMessage, response: ServerResponse): Promise<void> {
    switch (url.split('?', 1)[0]) {
      case '/metrics':
        return this.#answerMetrics(headers.accept, response);
      case '/healthz':
        return send(response, 200, 'alive\n');
      case '/readyz':
        return this.#options.isReady() ? send(response, 200, 'ready\n') : send(response, 503, 'not ready\n');
      default:
        return send(response, 404, 'try /metrics, /healthz or /readyz\n');
    }
  }

  async #answerMetrics(accept: string | undefined, response: ServerResponse): Promise<void> {
    try {
      const { contentType, chunks } = this.#options.metrics.expose(accept);
      await stream(response, contentType, chunks);
    } catch (error) {
      if (response.destroyed) return; // who asked has left
      process.emitWarning(error instanceof Error ? error : String(error));
      if (response.headersSent)
        response.destroy(); // so that it is not taken for whole
      else send(response, 500, 'the metrics cannot be collected\n');
    }
  }
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(body);
}

/** Writes no faster than it is read. Rejects when the client leaves. */
async function stream(
  response: ServerResponse,
  contentType: string,
  chunks: AsyncIterable<string>,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  for await (const chunk of chunks) {
    gone.signal.throwIfAborted();
    if (!response.headersSent) response.writeHead(200, { 'content-type': contentType });
    if (!response.write(chunk)) await once(response, 'drain', gone);
  }
  response.end();
}
