import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CallError, neverAborted, onAbort } from '@flotilla/call';
import { logFailure } from '../log-failure';
import { problem, ProblemError } from '../problem';
import type { Problem } from '../problem';
import { toProblem } from '../to-problem';
import { EventStream, retryAfter } from './event-stream';
import type { ServerSentEvent } from './event-stream';
import { mapped } from './mapped';
import { soon } from './soon';

export interface EventStreamsOptions {
  /** Ends all streams when it aborts: their clients go on at another process. Default: never. */
  readonly draining?: AbortSignal;
  /** How many may be open at once; the next is refused with 503. Default 1,000. */
  readonly maxOpen?: number;
  /** Default 15,000: proxies cut what is silent for a minute or less. */
  readonly heartbeatMs?: number;
  /** How long an answer waits for what comes first, an event or an error. Default 500. */
  readonly firstEventMs?: number;
  /** From 0 to below 1: spreads the clients that come back. Default `Math.random`. */
  readonly random?: () => number;
}

/** Where the events of an answer come from. */
export interface EventSource<T> {
  /** Begins. What it returns has to end, in whatever way, when the signal aborts. */
  open(signal: AbortSignal): AsyncIterable<T>;
  toEvent(message: T): ServerSentEvent;
}

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Nginx collects a response before it passes it on, unless told.
  'x-accel-buffering': 'no',
};

const leaving = 'this process is leaving; try again';

/** Answers requests with server-sent events, a bounded number of them at a time. */
export class EventStreams {
  readonly #options: Required<EventStreamsOptions>;
  #open = 0;

  /** @throws RangeError for an option out of range. */
  constructor(options: EventStreamsOptions = {}) {
    this.#options = {
      draining: neverAborted,
      maxOpen: 1_000,
      heartbeatMs: 15_000,
      firstEventMs: 500,
      random: Math.random,
      ...options,
    };
    for (const option of ['maxOpen', 'heartbeatMs', 'firstEventMs'] as const) {
      const value = this.#options[option];
      // From 2^31 on, Node's timers fire at once.
      if (!(value > 0 && value <= 2 ** 30)) {
        throw new RangeError(`${option} must be above 0 and at most 2^30, got ${value}`);
      }
    }
  }

  /** How many are open. */
  get open(): number {
    return this.#open;
  }

  /**
   * Answers with the events of `source`; with 204, which tells an EventSource to stay away, when it ends without any; with
   * its error when that comes first.
   *
   * An EventSource that meets an error never comes back (HTML standard, 9.2.3). One that was here before meets an
   * empty stream instead of an error that will pass.
   */
  async send<T>(request: FastifyRequest, reply: FastifyReply, source: EventSource<T>): Promise<FastifyReply> {
    if (request.method === 'HEAD') return reply.headers(headers).send(Readable.from([]));
    try {
      return await this.#begin(request, reply, source);
    } catch (error) {
      const failure = toProblem(error, request);
      const wasHere = request.headers['last-event-id'] !== undefined;
      if (!wasHere || !willPass(failure)) throw error;
      logFailure(error, failure, request);
      return reply.headers(headers).send(retryAfter(this.#between(1_000, 5_000)));
    }
  }

  async #begin<T>(
    request: FastifyRequest,
    reply: FastifyReply,
    source: EventSource<T>,
  ): Promise<FastifyReply> {
    const { heartbeatMs, firstEventMs } = this.#options;
    const signal = this.#admit(reply);
    const events = mapped(source.open(signal), source.toEvent);
    const first = events.next();
    const soonest = await soon(first, firstEventMs);
    if (soonest?.done) return reply.code(204).send();
    const onFailure = (error: unknown): void => {
      if (!signal.aborted) logFailure(error, toProblem(error, request), request);
    };
    const retryMs = this.#between(1_000, 3_000);
    return reply.headers(headers).send(new EventStream({ first, events, heartbeatMs, retryMs, onFailure }));
  }

  #between(minMs: number, maxMs: number): number {
    return minMs + this.#options.random() * (maxMs - minMs);
  }

  /**
   * Counts a stream until its connection closes.
   *
   * @returns a signal that aborts then, and when the process leaves
   */
  #admit({ raw }: FastifyReply): AbortSignal {
    const { draining, maxOpen } = this.#options;
    if (raw.destroyed) throw new CallError('CANCELLED', 'the client is gone');
    if (draining.aborted) throw unavailable(leaving);
    if (this.#open >= maxOpen)
      throw unavailable(`${maxOpen} event streams are open already; try again later`);
    this.#open++;
    const over = new AbortController();
    const unlink = onAbort(draining, () => over.abort(new CallError('UNAVAILABLE', leaving)));
    raw.once('close', () => {
      this.#open--;
      unlink();
      over.abort();
    });
    return over.signal;
  }
}

function willPass({ status }: Problem): boolean {
  return status === 429 || status >= 500;
}

function unavailable(detail: string): ProblemError {
  return new ProblemError(problem(503, 'UNAVAILABLE', detail));
}
