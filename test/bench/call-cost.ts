import { setImmediate as nextTurn } from 'node:timers/promises';
import { createBalancer } from '@flotilla/balancing';
import type { Outcome, PolicyName } from '@flotilla/balancing';
import { createClient, Pool } from '@flotilla/client';
import { GreeterServiceDefinition, Language, SayHelloResponse } from '@flotilla/contracts';
import { StaticDiscovery } from '@flotilla/discovery';
import { cpuMicros } from './cpu-meter';
import { instances, service } from './large-service';
import { PromptTransport } from './prompt-transport';

const anyEndpoint = {};
const success: Outcome = { kind: 'success', latencyMs: 5 };
const request = { name: 'Ada', language: Language.EN };
const answer = SayHelloResponse.encode({
  message: 'Hello, Ada!',
  language: Language.EN,
  servedBy: { instance: 'quotes-1', zone: 'zone-1' },
}).finish();
const callsPerRound = 20_000;
const picksPerRound = 100_000;

/** Something whose cost can be measured again and again. */
export interface Subject {
  /** CPU ns of one, in a round of many. */
  measure(): Promise<number>;
  close(): Promise<void>;
}

/** A call through a client, from its method to a connection that answers at once, and back. */
export async function callSubject(count: number, policy: PolicyName): Promise<Subject> {
  const discovery = new StaticDiscovery(instances(count));
  const transport = new PromptTransport({ answer });
  const client = createClient(GreeterServiceDefinition, {
    service,
    discovery,
    transport,
    balancer: { policy },
  });
  while (transport.ready < count) await nextTurn();
  return {
    measure: async () => {
      const begun = cpuMicros();
      for (let call = 0; call < callsPerRound; call++) await client.sayHello(request);
      return ((cpuMicros() - begun) * 1_000) / callsPerRound;
    },
    close: () => client.close(),
  };
}

/** The part of a call that depends on the instances: to get an endpoint, and to say how it went. */
export async function pickSubject(count: number, policy: PolicyName): Promise<Subject> {
  const discovery = new StaticDiscovery(instances(count));
  const transport = new PromptTransport();
  const pool = new Pool({ service, discovery, transport, balancer: createBalancer({ policy }) });
  while (transport.ready < count) await nextTurn();
  return {
    measure: async () => {
      const begun = cpuMicros();
      for (let pick = 0; pick < picksPerRound; pick++) pool.tryAcquire(anyEndpoint)?.done(success);
      return ((cpuMicros() - begun) * 1_000) / picksPerRound;
    },
    close: () => pool.close(),
  };
}
