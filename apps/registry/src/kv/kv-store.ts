import type { Answer } from '../catalog/catalog';
import { Refusal } from '../refusal';

/** An entry. The indexes are those of the writes that created and last changed it. */
export interface KvEntry {
  readonly key: string;
  readonly value: Buffer;
  readonly flags: number;
  readonly createIndex: number;
  readonly modifyIndex: number;
}

export interface KvStoreOptions {
  readonly maxKeys: number;
  /** Of all keys and values together. */
  readonly maxBytes: number;
  /** Called after every change of a key. */
  readonly onChange: (key: string) => void;
}

/**
 * Keys and values.
 *
 * Every change takes the next index; what changes nothing takes none. An entry answers with the index of its last
 * change, a key that is not there with the store's, so that whoever waits for it sees its coming. A list answers with
 * the latest of its entries' changes and of the last deletion, which stands for Consul's tombstones.
 */
export class KvStore {
  readonly #options: KvStoreOptions;
  readonly #entries = new Map<string, KvEntry>();
  #bytes = 0;
  #index = 1;
  #deletionIndex = 1;

  constructor(options: KvStoreOptions) {
    this.#options = options;
  }

  get(key: string): Answer<KvEntry | undefined> {
    const value = this.#entries.get(key);
    return { index: value?.modifyIndex ?? this.#index, value };
  }

  /** The entries whose keys start with `prefix`, ordered by key. */
  list(prefix: string): Answer<KvEntry[]> {
    const keys = [...this.#entries.keys()].filter((key) => key.startsWith(prefix)).sort();
    const value = keys.flatMap((key) => this.#entries.get(key) ?? []);
    if (value.length === 0) return { index: this.#index, value };
    const indexes = value.map(({ modifyIndex }) => modifyIndex);
    return { index: Math.max(this.#deletionIndex, ...indexes), value };
  }

  /**
   * @param cas writes only over the entry with this modifyIndex; 0: only where there is none
   * @returns whether it was written
   * @throws Refusal 503 when the store is full
   */
  put(key: string, value: Buffer, { flags = 0, cas }: { flags?: number; cas?: number | undefined }): boolean {
    const known = this.#entries.get(key);
    if (cas !== undefined && cas !== (known?.modifyIndex ?? 0)) return false;
    if (known?.flags === flags && known.value.equals(value)) return true;
    this.#refuseWhenFull(known, key, value);
    const modifyIndex = ++this.#index;
    const createIndex = known?.createIndex ?? modifyIndex;
    if (known) this.#forget(known);
    this.#bytes += sizeOf(key, value);
    this.#entries.set(key, { key, value, flags, createIndex, modifyIndex });
    this.#options.onChange(key);
    return true;
  }

  /**
   * @param cas deletes only the entry with this modifyIndex
   * @returns whether it is gone; true also when it was not there
   */
  delete(key: string, cas?: number): boolean {
    const known = this.#entries.get(key);
    if (!known) return true;
    if (cas !== undefined && cas !== known.modifyIndex) return false;
    this.#forget(known);
    this.#deletionIndex = ++this.#index;
    this.#options.onChange(key);
    return true;
  }

  deleteTree(prefix: string): void {
    for (const { key } of this.list(prefix).value) this.delete(key);
  }

  #forget({ key, value }: KvEntry): void {
    this.#entries.delete(key);
    this.#bytes -= sizeOf(key, value);
  }

  #refuseWhenFull(known: KvEntry | undefined, key: string, value: Buffer): void {
    const { maxKeys, maxBytes } = this.#options;
    if (!known && this.#entries.size >= maxKeys)
      throw new Refusal(503, `The key-value store is full: it holds ${maxKeys} keys; delete some first`);
    const bytes = this.#bytes + sizeOf(key, value) - (known ? sizeOf(key, known.value) : 0);
    if (bytes > maxBytes)
      throw new Refusal(503, `The key-value store is full: it holds ${maxBytes} bytes; delete some first`);
  }
}

function sizeOf(key: string, value: Buffer): number {
  return Buffer.byteLength(key) + value.length;
}
