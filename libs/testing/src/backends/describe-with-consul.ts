import { decideBackend } from './backend-requirement';
import { startConsul } from './consul-agent';
import type { ConsulAgent } from './consul-agent';
import { describeWithBackend } from './describe-with-backend';
import type { Backend } from './describe-with-backend';

/** A suite on a real Consul agent (`$CONSUL_BIN`). Without the program: see `describeWithBackend`. */
export function describeWithConsul(name: string, suite: (consul: () => ConsulAgent) => void): void {
  const backend: Backend<ConsulAgent> = {
    name: 'consul',
    decision: decideBackend('consul', 'CONSUL_BIN', process.env),
    start: (program) => startConsul({ program }),
    stop: (agent) => agent.stop(),
  };
  describeWithBackend(name, backend, suite);
}
