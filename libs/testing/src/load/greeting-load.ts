import { httpSender } from './http-sender';
import { openLoop } from './open-loop';
import { isFailedWithin, tooLateMs } from './sample';
import type { Sample } from './sample';

export interface GreetingLoadOptions {
  /** For example `http://127.0.0.1:8080`. */
  readonly gatewayUrl: string;
  readonly ratePerSecond: number;
  readonly durationMs: number;
  /** An answer later than this is a failed one. Default 2,000. */
  readonly tooLateMs?: number;
}

/**
 * A server that is busy takes one new connection in each turn of its event loop (libuv, since 1.45): with one for each request
 * that waits, a load would measure that, seconds of it. Those beyond wait for a connection here, and count from their instant.
 */
const connections = 64;

interface Served {
  readonly atMs: number;
  readonly instance: string;
}

/** Greetings at a constant rate, and who served them when. Instants are milliseconds since the load began. */
export class GreetingLoad {
  readonly #startedMs = performance.now();
  readonly #served: Served[] = [];
  readonly #stop = new AbortController();
  readonly #samples: Promise<Sample[]>;
  readonly #maxLatencyMs: number;

  constructor({
    gatewayUrl,
    ratePerSecond,
    durationMs,
    tooLateMs: maxLatencyMs = tooLateMs,
  }: GreetingLoadOptions) {
    this.#maxLatencyMs = maxLatencyMs;
    const sender = httpSender(gatewayUrl, { connections });
    const send = async (): Promise<number> => {
      const { status, body } = await sender.get('/api/greetings/Ada');
      if (status === 200) this.#served.push({ atMs: this.elapsedMs, instance: servedBy(body) });
      return status;
    };
    this.#samples = openLoop({ ratePerSecond, durationMs, send, signal: this.#stop.signal }).finally(() =>
      sender.close(),
    );
  }

  get elapsedMs(): number {
    return performance.now() - this.#startedMs;
  }

  /** Share of the answers of one instance among all in a span of time; 0 when there were none. */
  share(instance: string, fromMs: number, toMs: number): number {
    const span = this.#served.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
    return span.length === 0 ? 0 : span.filter((each) => each.instance === instance).length / span.length;
  }

  /** Sends no more; what is under way still counts. */
  stop(): void {
    this.#stop.abort();
  }

  /** Resolves when the last request was answered. */
  async report(): Promise<LoadReport> {
    const samples = await this.#samples;
    return { samples, failed: samples.filter((sample) => isFailedWithin(sample, this.#maxLatencyMs)) };
  }
}

export interface LoadReport {
  readonly samples: readonly Sample[];
  /** A status outside 2xx, a socket error, or too late. */
  readonly failed: readonly Sample[];
}

function servedBy(body: string): string {
  return (JSON.parse(body) as { servedBy: { instance: string } }).servedBy.instance;
}
