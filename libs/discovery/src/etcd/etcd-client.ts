import type { JsonObject } from './answer';
import type { Bound } from '../bound';
import type { Claim, EtcdApi, KeyChange, KeyListing, KeyRange, Position } from './etcd-api';
import { notEtcd } from './etcd-error';
import type { EtcdGateway } from './etcd-gateway';
import { followRange } from './follow-range';
import { readKept, readListing, readPosition, toBase64, toKeep, toPutIf, toRange } from './wire';

/** The thin edge: etcd's v3 API, request by request. It decides nothing. */
export class EtcdClient implements EtcdApi {
  readonly #gateway: EtcdGateway;

  constructor(gateway: EtcdGateway) {
    this.#gateway = gateway;
  }

  list(range: KeyRange, bound: Bound): Promise<KeyListing> {
    return this.#ask('kv/range', toRange(range), bound, readListing);
  }

  async keys(range: KeyRange, bound: Bound): Promise<string[]> {
    const body = { ...toRange(range), keys_only: true };
    const { entries } = await this.#ask('kv/range', body, bound, readListing);
    return entries.map(({ key }) => key);
  }

  position(range: KeyRange, bound: Bound, endpoint?: string): Promise<Position> {
    return this.#ask('kv/range', { ...toRange(range), count_only: true }, bound, readPosition, endpoint);
  }

  follow(
    range: KeyRange,
    after: Position,
    onChanges: (changes: readonly KeyChange[]) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const endpoint = this.#gateway.endpoint;
    const watched = { ...toRange(range), start_revision: String(after.revision + 1n) };
    const source = {
      peer: this.#gateway.peer(endpoint),
      open: (cut: AbortSignal) =>
        this.#gateway.stream(endpoint, '/v3/watch', { create_request: watched }, cut),
      position: (bound: Bound) => this.position(range, bound, endpoint),
    };
    return followRange(source, after, onChanges, signal);
  }

  grant(ttlMs: number, bound: Bound): Promise<string> {
    const body = { TTL: String(Math.ceil(ttlMs / 1_000)) };
    return this.#ask('lease/grant', body, bound, ({ ID }) => BigInt(ID as string).toString());
  }

  /** Of a lease that is gone etcd says so by leaving the TTL out. */
  keepAlive(lease: string, bound: Bound): Promise<boolean> {
    return this.#ask(
      'lease/keepalive',
      { ID: lease },
      bound,
      ({ result }) => (result as JsonObject)['TTL'] !== undefined,
    );
  }

  async revoke(lease: string, bound: Bound): Promise<void> {
    await this.#ask('lease/revoke', { ID: lease }, bound, readPosition);
  }

  async seize({ key, value, lease }: Claim, bound: Bound): Promise<void> {
    const body = { key: toBase64(key), value: toBase64(value), lease };
    await this.#ask('kv/put', body, bound, readPosition);
  }

  keep(claim: Claim, rewrite: boolean, bound: Bound): Promise<boolean> {
    return this.#ask('kv/txn', toKeep(claim, rewrite), bound, readKept);
  }

  async put(key: string, value: string, bound: Bound): Promise<bigint> {
    const body = { key: toBase64(key), value: toBase64(value) };
    return (await this.#ask('kv/put', body, bound, readPosition)).revision;
  }

  putIf(key: string, value: string, revision: bigint, bound: Bound): Promise<bigint | undefined> {
    return this.#ask('kv/txn', toPutIf(key, value, revision), bound, (answer) =>
      answer['succeeded'] === true ? readPosition(answer).revision : undefined,
    );
  }

  async remove(key: string, bound: Bound): Promise<void> {
    await this.#ask('kv/deleterange', toRange({ key }), bound, readPosition);
  }

  /** @param read throws whatever it likes when the answer is JSON, but not what etcd would say. */
  async #ask<T>(
    path: string,
    body: JsonObject,
    bound: Bound,
    read: (answer: JsonObject) => T,
    endpoint?: string,
  ): Promise<T> {
    const answer = await this.#gateway.ask(`/v3/${path}`, body, bound, endpoint);
    try {
      return read(answer);
    } catch {
      throw notEtcd(this.#gateway.peer(endpoint), 200, '');
    }
  }
}
