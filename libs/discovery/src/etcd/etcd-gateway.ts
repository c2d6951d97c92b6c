import { CallError, onAbort } from '@flotilla/call';
import type { JsonObject } from './answer';
import { readAnswer, readMessages } from './answer';
import { Authentication } from './authentication';
import type { Credentials } from './authentication';
import type { Bound } from '../bound';
import { within } from './within';
import { EndpointRing } from './endpoint-ring';
import { NotSentError, toEtcdError } from './etcd-error';
import { post } from './http-post';
import type { Post, TlsOptions } from './http-post';

const authenticationTimeoutMs = 2_000;
/** INTERNAL: an answer that is not etcd's. */
const membersFault: ReadonlySet<string> = new Set(['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'INTERNAL']);

export interface EtcdGatewayOptions {
  /** Origins. */
  readonly endpoints: readonly string[];
  readonly credentials?: Credentials | undefined;
  readonly tls?: TlsOptions | undefined;
  /** From 0 to 1. */
  readonly random: () => number;
}

/**
 * etcd's own JSON over HTTP (its "gRPC gateway"): to which member, with which token. It knows nothing of what is asked.
 *
 * A request that could not be sent is tried at the other members. One that failed later is not, for it may have been
 * done; the next request goes to the next member.
 */
export class EtcdGateway {
  readonly #ring: EndpointRing;
  readonly #tls: TlsOptions | undefined;
  readonly #authentication: Authentication | undefined;
  readonly #closed = new AbortController();

  constructor({ endpoints, credentials, tls, random }: EtcdGatewayOptions) {
    this.#ring = new EndpointRing(endpoints, random);
    this.#tls = tls;
    if (credentials) this.#authentication = new Authentication(() => this.#authenticate(credentials));
  }

  /** The member that the next request goes to. */
  get endpoint(): string {
    return this.#ring.current;
  }

  /** How errors name a member. */
  peer(endpoint = this.endpoint): string {
    return `etcd at ${endpoint}`;
  }

  /** @param endpoint the member to ask; any, when absent. */
  ask(path: string, body: JsonObject, bound: Bound, endpoint?: string): Promise<JsonObject> {
    return within(bound.timeoutMs, [bound.signal, this.#closed.signal], (signal) =>
      this.#authorized(signal, (token) => {
        const request = this.#toPost(path, body, token);
        return endpoint === undefined
          ? this.#askAny(request, signal)
          : this.#askOne(endpoint, request, signal);
      }),
    );
  }

  /**
   * The messages of a stream from one member. It never ends without an error, for who listens wants to listen.
   *
   * @param signal aborts with an Interruption.
   */
  async *stream(
    endpoint: string,
    path: string,
    body: JsonObject,
    signal: AbortSignal,
  ): AsyncGenerator<readonly JsonObject[], never> {
    try {
      const token = await this.#token(this.#authentication?.token(), signal);
      const response = await post(endpoint, this.#toPost(path, body, token), signal);
      yield* readMessages(this.peer(endpoint), response);
      throw new Error('it ended the stream');
    } catch (error) {
      throw this.#failed(endpoint, error, signal);
    }
  }

  /** Cuts what is on its way, and what is asked later; streams have a signal of their own. */
  close(): void {
    this.#closed.abort();
  }

  async #authorized<T>(signal: AbortSignal, send: (token?: string) => Promise<T>): Promise<T> {
    const authentication = this.#authentication;
    const token = authentication?.token();
    const known = await this.#token(token, signal);
    try {
      return await send(known);
    } catch (error) {
      if (!authentication || !token || !authentication.isStale(token, error)) throw error;
      return send(await this.#token(authentication.token(), signal));
    }
  }

  /** Waits for a token that others may wait for too, with bounds of their own. */
  #token(token: Promise<string> | undefined, signal: AbortSignal): Promise<string | undefined> {
    if (!token) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      const cut = (): void => reject(toEtcdError(this.peer(), signal.reason, signal));
      if (signal.aborted) return cut();
      const stop = onAbort(signal, cut);
      token.then(resolve, reject).finally(stop);
    });
  }

  #authenticate({ username, password }: Credentials): Promise<string> {
    const request = this.#toPost('/v3/auth/authenticate', { name: username, password });
    return within(authenticationTimeoutMs, [this.#closed.signal], async (signal) => {
      try {
        return String((await this.#askAny(request, signal))['token']);
      } catch (error) {
        // As etcd's own clients do: a cluster that came back empty has neither users nor authentication.
        if (error instanceof CallError && error.message.endsWith('authentication is not enabled')) return '';
        throw error;
      }
    });
  }

  #toPost(path: string, body: JsonObject, token?: string): Post {
    return { path, body: JSON.stringify(body), token, tls: this.#tls };
  }

  async #askAny(request: Post, signal: AbortSignal): Promise<JsonObject> {
    for (let untried = this.#ring.size - 1; ; untried -= 1) {
      try {
        return await this.#askOne(this.#ring.current, request, signal);
      } catch (error) {
        const unsent = error instanceof CallError && error.cause instanceof NotSentError;
        if (!unsent || untried === 0 || signal.aborted) throw error;
      }
    }
  }

  async #askOne(endpoint: string, request: Post, signal: AbortSignal): Promise<JsonObject> {
    try {
      return await readAnswer(this.peer(endpoint), await post(endpoint, request, signal));
    } catch (error) {
      throw this.#failed(endpoint, error, signal);
    }
  }

  /** The next request goes to the next member, unless this one has answered, or the caller has lost interest. */
  #failed(endpoint: string, error: unknown, signal: AbortSignal): CallError {
    const failure = toEtcdError(this.peer(endpoint), error, signal);
    if (membersFault.has(failure.code)) this.#ring.leave(endpoint);
    return failure;
  }
}
