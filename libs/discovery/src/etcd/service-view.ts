import type { Instance } from '../instance';
import type { KeyChange } from './etcd-api';
import { toInstance } from './instance-entry';
import type { InstanceKeys } from './instance-entry';

/** The instances of one service, kept by what a watch says. An entry that is no good costs the others nothing. */
export class ServiceView {
  readonly #keys: InstanceKeys;
  readonly #instances = new Map<string, Instance>();
  readonly #refused = new Map<string, string>();

  constructor(keys: InstanceKeys) {
    this.#keys = keys;
  }

  get instances(): Instance[] {
    return [...this.#instances.values()];
  }

  /** The keys of the entries that no client could use, with the reason. */
  get refused(): string[] {
    return [...this.#refused].map(([key, reason]) => `${key}: ${reason}`);
  }

  replace(entries: readonly KeyChange[]): void {
    this.#instances.clear();
    this.#refused.clear();
    this.apply(entries);
  }

  apply(changes: readonly KeyChange[]): void {
    for (const { key, value } of changes) {
      this.#instances.delete(key);
      this.#refused.delete(key);
      if (value !== undefined) this.#set(key, value);
    }
  }

  #set(key: string, value: string): void {
    try {
      this.#instances.set(key, toInstance(this.#keys, key, value));
    } catch (error) {
      this.#refused.set(key, (error as Error).message);
    }
  }
}
