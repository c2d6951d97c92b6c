import type { Entry } from '../config-store';

/** An item of `/v1/kv/:key`: the part that is read. The npm package decoded its value; an empty one is null. */
interface KvItem {
  readonly Value: string | null;
  readonly ModifyIndex: number;
}

/** The entry of an item; undefined when it is none. */
export function toEntry(key: string, item: unknown): Entry | undefined {
  const { Value, ModifyIndex } = (item ?? {}) as Partial<KvItem>;
  if (!Number.isSafeInteger(ModifyIndex)) return undefined;
  return { key, value: Value ?? '', revision: String(ModifyIndex) };
}
