import type { FastifyReply, FastifyRequest } from 'fastify';
import { CallError } from '@flotilla/call';

/** What ends as a failure of the server in the eyes of a limiter: the rest says nothing about its load. */
const gatewayTimeout = 504;

/** A request and its reply as what a `Call` is made with: its promise settles when the reply was sent. */
export class Exchange {
  readonly request: FastifyRequest;
  readonly #reply: FastifyReply;
  readonly #proceed: (error?: Error) => void;
  #begun = false;
  #answer: () => void = () => undefined;

  /** @param proceed goes on to the handlers, or with an error to the error handler */
  constructor(request: FastifyRequest, reply: FastifyReply, proceed: (error?: Error) => void) {
    this.request = request;
    this.#reply = reply;
    this.#proceed = proceed;
  }

  /** Lets the handlers answer. */
  begin(): Promise<void> {
    this.#begun = true;
    return new Promise((resolve, reject) => {
      this.#answer = resolve;
      this.#reply.raw.once('close', () => {
        const error = this.#failure();
        if (error) reject(error);
        else resolve();
      });
      this.#proceed();
    });
  }

  /** Counts as answered from now on: it is a stream of events, which lasts as long as its client likes. */
  streams(): void {
    this.#answer();
  }

  /** Answers with an error, if no handler has begun. */
  refuse(error: unknown): void {
    if (!this.#begun) this.#proceed(CallError.from(error));
  }

  #failure(): CallError | undefined {
    const { raw, statusCode } = this.#reply;
    if (!raw.writableFinished) return new CallError('CANCELLED', 'the client went away');
    if (statusCode === gatewayTimeout)
      return new CallError('DEADLINE_EXCEEDED', 'a service behind did not answer in time');
    return undefined;
  }
}
