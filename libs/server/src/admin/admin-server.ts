import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { ListenAddress } from '@flotilla/call';
import { listenOn } from './listen-on';

export interface AdminServerOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** What `/metrics` answers, and its content type. */
  readonly metrics: { readonly contentType: string; metrics(): Promise<string> };
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
      void this.#answer(request.url ?? '/', response);
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

  async #answer(url: string, response: ServerResponse): Promise<void> {
    switch (url.split('?', 1)[0]) {
      case '/metrics':
        return this.#answerMetrics(response);
      case '/healthz':
        return send(response, 200, 'alive\n');
      case '/readyz':
        return this.#options.isReady() ? send(response, 200, 'ready\n') : send(response, 503, 'not ready\n');
      default:
        return send(response, 404, 'try /metrics, /healthz or /readyz\n');
    }
  }

  async #answerMetrics(response: ServerResponse): Promise<void> {
    const { metrics } = this.#options;
    try {
      send(response, 200, await metrics.metrics(), metrics.contentType);
    } catch {
      send(response, 500, 'the metrics cannot be collected\n');
    }
  }
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  contentType = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'content-type': contentType }).end(body);
}
