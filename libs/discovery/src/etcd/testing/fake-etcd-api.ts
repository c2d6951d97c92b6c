import { untilAborted } from '../../testing/until-aborted';
import type { EtcdApi, KeyChange, KeyListing } from '../etcd-api';

/** A cluster that grants everything at once, holds nothing, and changes nothing, until told otherwise. */
export function fakeEtcdApi(): jest.Mocked<EtcdApi> {
  return {
    list: answering('list', listing(1n)),
    keys: answering('keys', []),
    position: answering('position', { clusterId: '1', revision: 1n }),
    follow: jest.fn((_range, _after, _onChanges, signal) => untilAborted(signal)),
    grant: answering('grant', '7'),
    keepAlive: answering('keepAlive', true),
    revoke: answering('revoke', undefined),
    seize: answering('seize', undefined),
    keep: answering('keep', true),
    put: answering('put', 2n),
    putIf: answering('putIf', 2n),
    remove: answering('remove', undefined),
  };
}

function answering<K extends keyof EtcdApi>(_method: K, answer: Awaited<ReturnType<EtcdApi[K]>>) {
  return jest.fn<Promise<typeof answer>, Parameters<EtcdApi[K]>>(() => Promise.resolve(answer));
}

export function listing(revision: bigint, ...entries: readonly KeyChange[]): KeyListing {
  return { position: { clusterId: '1', revision }, entries };
}
