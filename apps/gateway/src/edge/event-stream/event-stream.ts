import { Readable } from 'node:stream';

/** One event as the HTML standard defines it for an EventSource. */
export interface ServerSentEvent {
  /** What a client that was cut off sends back as `Last-Event-ID`. */
  readonly id: number;
  /** One word. */
  readonly event: string;
  /** Sent as JSON. */
  readonly data: object;
}

export interface EventStreamOptions {
  /** The first event, which was asked for already. */
  readonly first: Promise<IteratorResult<ServerSentEvent>>;
  readonly events: AsyncIterator<ServerSentEvent>;
  /** How often a comment is sent when nothing else is. */
  readonly heartbeatMs: number;
  /** How soon the client is to come back when it is cut off. */
  readonly retryMs: number;
  /** Told of the error that ends the events. To the client it is an end like any other: it comes back for the rest. */
  readonly onFailure: (error: unknown) => void;
}

const heartbeat = ':\n\n';

/** Events as text, asked for one at a time and only while the client takes them. */
export class EventStream extends Readable {
  readonly #events: AsyncIterator<ServerSentEvent>;
  readonly #onFailure: (error: unknown) => void;
  readonly #heartbeats: NodeJS.Timeout;
  #next: Promise<IteratorResult<ServerSentEvent>> | undefined;
  #isWaiting = false;

  constructor({ first, events, heartbeatMs, retryMs, onFailure }: EventStreamOptions) {
    super();
    this.#next = first;
    this.#events = events;
    this.#onFailure = onFailure;
    this.#heartbeats = setInterval(() => this.#beat(), heartbeatMs);
    this.push(retryAfter(retryMs));
  }

  /** Called again after a heartbeat, too, while the event is still awaited. */
  override _read(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    const next = this.#next ?? this.#events.next();
    this.#next = undefined;
    next
      .then(({ done, value }) => this.#send(done ? null : toText(value)))
      .catch((error: unknown) => {
        this.#onFailure(error);
        this.#send(null);
      });
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    clearInterval(this.#heartbeats);
    this.#events.return?.().catch(() => undefined);
    callback(error);
  }

  #send(text: string | null): void {
    this.#isWaiting = false;
    if (!this.destroyed) this.push(text);
  }

  /** A client that does not even take what there is gets no more of it. */
  #beat(): void {
    if (this.readableLength === 0) this.push(heartbeat);
  }
}

/** What a client that was cut off waits for, before it comes back. */
export function retryAfter(ms: number): string {
  return `retry: ${Math.round(ms)}\n\n`;
}

function toText({ id, event, data }: ServerSentEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
