import type { Instance } from '../catalog/catalog';

/** The one node that everything runs on. */
export const node = {
  ID: '00000000-0000-4000-8000-000000000001',
  Node: 'flotilla',
  Address: '127.0.0.1',
  Datacenter: 'dc1',
  TaggedAddresses: { lan: '127.0.0.1', wan: '127.0.0.1' },
  Meta: {},
  CreateIndex: 1,
  ModifyIndex: 1,
} as const;

export const leader = '127.0.0.1:8300';

const nodeCheck = checkJson({
  id: 'serfHealth',
  name: 'Serf Health Status',
  status: 'passing',
  output: 'Agent alive and reachable',
});

/** An instance as `/v1/health/service` shows it. */
export function instanceJson({ registration, check, createIndex, modifyIndex }: Instance): object {
  const { id, service, tags, address, port, meta } = registration;
  return {
    Node: node,
    Service: {
      ID: id,
      Service: service,
      Tags: tags,
      Address: address,
      Meta: meta,
      Port: port,
      Weights: { Passing: 1, Warning: 1 },
      EnableTagOverride: false,
      CreateIndex: createIndex,
      ModifyIndex: modifyIndex,
    },
    Checks: check
      ? [
          nodeCheck,
          checkJson({
            id: `service:${id}`,
            name: check.name,
            status: check.status,
            output: check.output,
            registration,
          }),
        ]
      : [nodeCheck],
  };
}

interface CheckFields {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly output: string;
  readonly registration?: Instance['registration'];
}

function checkJson({ id, name, status, output, registration }: CheckFields): object {
  return {
    Node: node.Node,
    CheckID: id,
    Name: name,
    Status: status,
    Notes: '',
    Output: output,
    ServiceID: registration?.id ?? '',
    ServiceName: registration?.service ?? '',
    ServiceTags: registration?.tags ?? [],
    Type: registration ? 'ttl' : '',
  };
}
