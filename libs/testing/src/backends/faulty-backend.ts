import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request on its way to the backend. */
export interface Exchange {
  /** With its query. */
  readonly path: string;
  readonly response: ServerResponse;
  /** Lets the backend answer: to another path, or with other headers, where the fault wants it. */
  relay(path?: string, edit?: (headers: IncomingHttpHeaders) => IncomingHttpHeaders): void;
}

/** How a backend misbehaves. */
export interface Fault {
  /** Answers a request, or relays it. */
  answer(exchange: Exchange): void | Promise<void>;
  /**
   * What each request waits for on its way there, and each piece of an answer on its way back. A fault that has it acts on
   * what is on its way when it begins, too; any other cuts that.
   *
   * @param ended resolves when the fault is over.
   */
  pace?(ended: Promise<void>): Promise<unknown>;
}

export interface SeenRequest {
  /** With its query. */
  readonly path: string;
  /** By `performance.now`. */
  readonly atMs: number;
}

const healthy: Fault = { answer: ({ relay }) => relay() };

/** What a client takes for the backend, and a test can break while it is used. */
export class FaultyBackend {
  /** All that was asked, faults or not. */
  readonly requests: SeenRequest[] = [];
  readonly #target: string;
  readonly #server: Server;
  #fault = healthy;
  #ended = Promise.resolve();
  #end = (): void => undefined;

  private constructor(target: string) {
    this.#target = target;
    this.#server = createServer((incoming, response) => {
      this.#serve(incoming, response).catch(() => response.destroy());
    });
  }

  /** @param target the backend's own address, for example `http://127.0.0.1:8500`. */
  static async start(target: string): Promise<FaultyBackend> {
    const backend = new FaultyBackend(target);
    backend.#server.listen(0, '127.0.0.1');
    await once(backend.#server, 'listening');
    return backend;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on, until the next fault or `heal`. */
  suffer(fault: Fault): void {
    this.#change(fault);
    if (!fault.pace) this.#server.closeAllConnections();
  }

  /** What was held back goes on. */
  heal(): void {
    this.#change(healthy);
  }

  /** Cuts every connection, and takes no more. */
  async close(): Promise<void> {
    this.heal();
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  #change(fault: Fault): void {
    this.#end();
    this.#fault = fault;
    this.#ended = new Promise((resolve) => (this.#end = resolve));
  }

  async #pace(): Promise<void> {
    await this.#fault.pace?.(this.#ended);
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url: path = '/' } = incoming;
    this.requests.push({ path, atMs: performance.now() });
    await this.#pace();
    if (response.destroyed) return;
    const relay: Exchange['relay'] = (to = path, edit = (headers) => headers) =>
      this.#relay(incoming, response, to, edit);
    await this.#fault.answer({ path, response, relay });
  }

  #relay(
    incoming: IncomingMessage,
    response: ServerResponse,
    path: string,
    edit: (headers: IncomingHttpHeaders) => IncomingHttpHeaders,
  ): void {
    const { method, headers } = incoming;
    const outgoing = request(`${this.#target}${path}`, { method, headers, agent: false }, (answer) => {
      const send = this.#inOrder(response);
      send(() => response.writeHead(answer.statusCode ?? 502, edit(answer.headers)));
      answer.on('data', (chunk: Buffer) => send(() => response.write(chunk)));
      answer.on('end', () => send(() => response.end()));
      answer.on('error', () => response.destroy());
    });
    response.on('close', () => outgoing.destroy());
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  }

  /** Sends pieces one after the other, each when its own time has come: a delay is that of the way, not of each piece. */
  #inOrder(response: ServerResponse): (piece: () => void) => void {
    let sent = Promise.resolve();
    return (piece) => {
      const due = this.#pace();
      sent = sent
        .then(() => due)
        .then(() => {
          if (!response.destroyed) piece();
        });
    };
  }
}
