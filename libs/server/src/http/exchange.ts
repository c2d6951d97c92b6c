import { AsyncResource } from 'node:async_hooks';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CallError } from '@flotilla/call';
import type { Call, CallContext } from '@flotilla/call';
import { onClose } from './on-close';

/** Goes on from a hook, with an error to the error handler. */
type Proceed = (error?: Error) => void;

/**
 * A request and its reply as what a `Call` is made with: its promise settles when the answer is there, before it is sent.
 * What the client takes, to send its body and to read the answer, says nothing about the server.
 */
export class Exchange {
  readonly request: FastifyRequest;
  readonly #reply: FastifyReply;
  #proceed: Proceed;
  #reading: Promise<void> | undefined;
  #isRead = false;
  #hasBegun = false;
  /** How it failed by itself, which is no refusal of the middleware's. */
  #failure: CallError | undefined;
  #settle: (error?: CallError) => void = () => undefined;
  #passed: Promise<void> = Promise.resolve();

  /** @param proceed from `onRequest` */
  constructor(request: FastifyRequest, reply: FastifyReply, proceed: Proceed) {
    this.request = request;
    this.#reply = reply;
    this.#proceed = proceed;
  }

  /** Goes through the middleware around `begin`. */
  pass(through: Call<Exchange>, context: CallContext): void {
    const { raw } = this.#reply;
    onClose(this.#reply, () => this.#end(raw.writableFinished ? undefined : gone()));
    this.#passed = through(this, context).then(
      () => undefined,
      (error: unknown) => this.#refuse(error),
    );
  }

  /** Reads the body. */
  read(): Promise<void> {
    return (this.#reading ??= this.#goOn());
  }

  /** The body is there, if there is one. @param proceed from `preValidation` */
  arrive(proceed: Proceed): void {
    // AsyncResource.bind would do the same, in a hundred times the time.
    const scope = new AsyncResource('flotilla.exchange');
    this.#proceed = (error) => scope.runInAsyncScope(proceed, undefined, error);
    this.#isRead = true;
    this.#settle();
  }

  /** Lets the handlers answer. */
  async begin(): Promise<void> {
    await this.read();
    this.#hasBegun = true;
    return this.#goOn();
  }

  /** The answer is there. @param send what is done with it when the middleware has seen it */
  answer(send: () => void): void {
    this.#end();
    void this.#passed.then(() => send());
  }

  #end(failure = this.#isRead ? failureOf(this.#reply) : unread()): void {
    this.#failure ??= failure;
    this.#settle(this.#failure);
  }

  #goOn(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      this.#settle = (error) => (error ? reject(error) : resolve());
      this.#proceed();
    });
  }

  /** The middleware lets it not get to its handlers, or takes its answer away: then the client gets none. */
  #refuse(error: unknown): void {
    if (error === this.#failure) return;
    if (this.#hasBegun) this.#reply.raw.destroy();
    else this.#proceed(CallError.from(error));
  }
}

function failureOf({ statusCode }: FastifyReply): CallError | undefined {
  if (statusCode < 500) return undefined;
  if (statusCode === 503) return new CallError('UNAVAILABLE', 'answered 503');
  if (statusCode === 504)
    return new CallError('DEADLINE_EXCEEDED', 'a service behind did not answer in time');
  return new CallError('INTERNAL', `answered ${statusCode}`);
}

function gone(): CallError {
  return new CallError('CANCELLED', 'the client went away');
}

function unread(): CallError {
  return new CallError('INVALID_ARGUMENT', 'answered before its body was read');
}
