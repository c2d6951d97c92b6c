/** One request of the tests; PUT when it has a body or says so. */
export interface Exchange {
  readonly method?: string;
  readonly path: string;
  readonly body?: string;
}

export interface Outcome {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export async function send(address: string, { method, path, body }: Exchange): Promise<Outcome> {
  const response = await fetch(address + path, {
    method: method ?? (body === undefined ? 'GET' : 'PUT'),
    redirect: 'manual',
    ...(body !== undefined && { body }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The outcome as far as Flotilla's client uses it: what must not differ between Consul and the embedded registry. */
export function comparable({ status, headers, text }: Outcome): object {
  const type = headers.get('content-type')?.split(';')[0];
  return {
    status,
    ...(text !== '' && { type }),
    allow: headers.get('allow'),
    leader: headers.get('x-consul-knownleader'),
    lastContact: headers.get('x-consul-lastcontact'),
    hasIndex: /^[1-9]\d*$/.test(headers.get('x-consul-index') ?? ''),
    body: type === 'application/json' ? usedFields(JSON.parse(text), headers) : text,
  };
}

interface Entry {
  readonly Service?: Record<string, unknown>;
  readonly Checks?: readonly Record<string, unknown>[];
}

interface KeyEntry {
  readonly [field: string]: unknown;
  readonly CreateIndex: number;
  readonly ModifyIndex: number;
}

const serviceFields = ['ID', 'Service', 'Tags', 'Address', 'Port', 'Meta', 'Weights'];
const checkFields = [
  'CheckID',
  'Name',
  'Status',
  'Output',
  'ServiceID',
  'ServiceName',
  'ServiceTags',
  'Type',
];

const keyFields = ['Key', 'Value', 'Flags', 'LockIndex'];

function usedFields(body: unknown, headers: Headers): unknown {
  if (typeof body === 'string') return 'a string';
  if (isSelf(body)) return pick(body.Config, ['Datacenter', 'Server', 'Version']);
  if (!Array.isArray(body)) return body;
  const index = Number(headers.get('x-consul-index'));
  return body.map((item: unknown) => {
    if (typeof item !== 'object' || item === null) return item;
    return 'Key' in item ? usedOfKey(item as unknown as KeyEntry, index) : usedOfService(item);
  });
}

function isSelf(body: unknown): body is { Config: Record<string, unknown> } {
  return typeof body === 'object' && body !== null && 'Config' in body;
}

/** Indexes differ between two registries; what they say of each other does not. */
function usedOfKey(entry: KeyEntry, index: number): object {
  return {
    ...pick(entry, keyFields),
    isChanged: entry.ModifyIndex > entry.CreateIndex,
    isLatest: entry.ModifyIndex === index,
  };
}

function usedOfService({ Service = {}, Checks = [] }: Entry): object {
  return {
    service: pick(Service, serviceFields),
    checks: Checks.map((check) => pick(check, checkFields)),
  };
}

function pick(from: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}
