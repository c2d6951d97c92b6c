import { CallError, Listeners } from '@flotilla/call';
import type { ConfigStore, Entry } from '@flotilla/discovery';
import { parsePolicy } from './parse-policy';
import { noPolicy } from './policy';
import type { Policy } from './policy';
import { policyKey } from './policy-key';

export type PolicyEvent =
  /** A document came, and it is good. */
  | { readonly type: 'applied'; readonly revision: string; readonly policy: Policy }
  /** A document came that is no good: the policy before it stays. */
  | { readonly type: 'rejected'; readonly revision: string; readonly error: CallError }
  /** The watch broke: the policy stays, and is no longer followed. */
  | { readonly type: 'watch_failed'; readonly error: CallError };

/**
 * Follows the policy document of a service. What is in force is always the last good document: one that is broken, a
 * key that vanishes and a registry that is down change nothing. Before the first there is `noPolicy`.
 */
export class PolicyWatch {
  readonly #listeners = new Listeners<PolicyEvent>();
  readonly #over = new AbortController();
  #answer = (): void => undefined;
  /**
   * Resolves when the registry has said for the first time what is in force, `noPolicy` included, or nobody listens any
   * more. Its events have been emitted then. Never rejects.
   */
  readonly answered = new Promise<void>((resolve) => (this.#answer = resolve));
  #current = noPolicy;

  /** @throws TypeError or RangeError for a bad service name. */
  constructor(config: Pick<ConfigStore, 'watch'>, service: string) {
    void this.#follow(config.watch(policyKey(service), { signal: this.#over.signal }));
  }

  /** What is in force. Frozen. */
  get current(): Policy {
    return this.#current;
  }

  /** @returns a function that ends the observation. */
  observe(listener: (event: PolicyEvent) => void): () => void {
    return this.#listeners.add(listener);
  }

  close(): void {
    this.#over.abort();
  }

  async #follow(entries: AsyncIterable<Entry | undefined>): Promise<void> {
    try {
      for await (const entry of entries) {
        if (entry) this.#take(entry);
        this.#answer();
      }
    } catch (error) {
      if (!this.#over.signal.aborted)
        this.#listeners.emit({ type: 'watch_failed', error: CallError.from(error) });
    } finally {
      this.#answer();
    }
  }

  #take({ value, revision }: Entry): void {
    const policy = tryParse(value);
    if (policy instanceof CallError) {
      this.#listeners.emit({ type: 'rejected', revision, error: policy });
      return;
    }
    this.#current = policy;
    this.#listeners.emit({ type: 'applied', revision, policy });
  }
}

function tryParse(document: string): Policy | CallError {
  try {
    return parsePolicy(document);
  } catch (error) {
    return CallError.from(error);
  }
}
