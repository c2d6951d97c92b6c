import { CallError } from '@flotilla/call';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** How etcd refuses a token that expired, or that was given before it was restarted, or before its users changed. */
const staleToken = /invalid auth token|user name is empty|revision of auth store is old/;

/** The token of a user: fetched when first needed, once for all who wait, and again when etcd takes it no more. */
export class Authentication {
  readonly #fetch: () => Promise<string>;
  #token: Promise<string> | undefined;

  constructor(fetch: () => Promise<string>) {
    this.#fetch = fetch;
  }

  token(): Promise<string> {
    if (!this.#token) {
      const token = this.#fetch();
      token.catch(() => this.#forget(token));
      this.#token = token;
    }
    return this.#token;
  }

  /** Whether another token may help where this one failed; it is forgotten then. */
  isStale(token: Promise<string>, error: unknown): boolean {
    if (!(error instanceof CallError) || !staleToken.test(error.message)) return false;
    this.#forget(token);
    return true;
  }

  /** Only this one: another request may have fetched a newer one already. */
  #forget(token: Promise<string>): void {
    if (this.#token === token) this.#token = undefined;
  }
}
