import type { JsonObject } from './answer';
import type { Claim, KeyChange, KeyListing, KeyRange, Position } from './etcd-api';

/** In etcd's JSON keys and values are base64, 64-bit numbers are texts, and what is zero or empty is absent. */
interface WireKeyValue {
  readonly key: string;
  readonly value?: string;
  readonly mod_revision: string;
}

interface WireEvent {
  /** Absent for a put. */
  readonly type?: 'DELETE';
  readonly kv: WireKeyValue;
}

export function toBase64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString();
}

export function toRange(range: KeyRange): JsonObject {
  if ('key' in range) return { key: toBase64(range.key) };
  // The end is exclusive, and 0 is what comes after the slash.
  return { key: toBase64(range.prefix), range_end: toBase64(`${range.prefix.slice(0, -1)}0`) };
}

function toPut({ key, value, lease }: Claim): JsonObject {
  return { request_put: { key: toBase64(key), value: toBase64(value), lease } };
}

/** Writes where there is no entry; else, over that of the same lease, only to rewrite it. See `readKept`. */
export function toKeep(claim: Claim, rewrite: boolean): JsonObject {
  const key = toBase64(claim.key);
  const put = toPut(claim);
  const own = { target: 'LEASE', key, lease: claim.lease };
  return {
    compare: [{ target: 'CREATE', key, create_revision: '0' }],
    success: [put],
    failure: [{ request_txn: { compare: [own], success: rewrite ? [put] : [] } }],
  };
}

export function readKept({ succeeded, responses }: JsonObject): boolean {
  if (succeeded === true) return true;
  const [inner] = responses as { response_txn?: { succeeded?: boolean } }[];
  return inner?.response_txn?.succeeded === true;
}

export function toPutIf(key: string, value: string, revision: bigint): JsonObject {
  const encoded = toBase64(key);
  return {
    compare: [{ target: 'MOD', key: encoded, mod_revision: String(revision) }],
    success: [{ request_put: { key: encoded, value: toBase64(value) } }],
  };
}

export function readPosition({ header }: JsonObject): Position {
  const { cluster_id, revision } = header as { cluster_id: string; revision: string };
  return { clusterId: cluster_id, revision: BigInt(revision) };
}

function toChange({ key, value = '', mod_revision }: WireKeyValue): KeyChange {
  return { key: fromBase64(key), value: fromBase64(value), revision: BigInt(mod_revision) };
}

export function readListing(answer: JsonObject): KeyListing {
  const { kvs = [] } = answer as { kvs?: WireKeyValue[] };
  return { position: readPosition(answer), entries: kvs.map(toChange) };
}

export function readEvents({ events = [] }: JsonObject): KeyChange[] {
  return (events as WireEvent[]).map(({ type, kv }) => ({
    ...toChange(kv),
    ...(type === 'DELETE' && { value: undefined }),
  }));
}
