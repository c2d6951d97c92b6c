import { decideBackend } from './backend-requirement';
import { startEtcd } from './etcd-server';
import type { EtcdServer } from './etcd-server';
import { describeWithBackend } from './describe-with-backend';
import type { Backend } from './describe-with-backend';

/** A suite on a real etcd (`$ETCD_BIN`). Without the program: see `describeWithBackend`. */
export function describeWithEtcd(name: string, suite: (etcd: () => EtcdServer) => void): void {
  const backend: Backend<EtcdServer> = {
    name: 'etcd',
    decision: decideBackend('etcd', 'ETCD_BIN', process.env),
    start: (program) => startEtcd({ program }),
    stop: (server) => server.close(),
  };
  describeWithBackend(name, backend, suite);
}
