import type { CheckDefinition, Registration, Status } from '../catalog/registration';
import { Refusal } from '../refusal';
import { durationMs, integer, listOf, mapOf, objectOf, parseJson, text } from './decoder';
import type { Decoder } from './decoder';

interface CheckBody {
  readonly Name: string;
  readonly TTL: number;
  readonly Status: string;
  readonly DeregisterCriticalServiceAfter: number;
}

interface RegistrationBody {
  readonly ID: string;
  readonly Name: string;
  readonly Tags: string[];
  readonly Address: string;
  readonly Port: number;
  readonly Meta: Record<string, string>;
  readonly Check: Partial<CheckBody>;
}

/** Consul has no bound on these; with 10,000 instances something must have. */
const maxNameLength = 256;
const maxTags = 64;
/** Consul's own bounds of metadata. */
const maxMetaPairs = 64;
const maxMetaKeyLength = 128;
const maxMetaValueLength = 512;
/** Consul never deregisters a critical instance sooner. */
const minDeregisterAfterMs = 60_000;

const name = text(maxNameLength);

const decodeBody: Decoder<Partial<RegistrationBody>> = objectOf<RegistrationBody>({
  ID: name,
  Name: name,
  Tags: listOf(name, maxTags),
  Address: name,
  Port: integer,
  Meta: mapOf(text(Infinity)),
  Check: objectOf<CheckBody>({
    Name: name,
    TTL: durationMs,
    Status: text(Infinity),
    DeregisterCriticalServiceAfter: durationMs,
  }),
});

/** Reads the body of a registration. @throws Refusal 400 that says what is wrong, as Consul does. */
export function decodeRegistration(body: unknown): Registration {
  const { Name, ID, Tags = [], Address = '', Port = 0, Meta, Check } = decodeBody(parseJson(body) ?? {}, '');
  if (!Name) throw new Refusal(400, 'Missing service name');
  if (Address === '0.0.0.0' || Address === '::') throw new Refusal(400, 'Invalid service address');
  const check = Check && checkOf(Check, Name);
  return {
    id: ID || Name,
    service: Name,
    tags: Tags,
    address: Address,
    port: Port,
    meta: Meta ? validMeta(Meta) : null,
    ...(check && { check }),
  };
}

/** The check that a body defines; none for an empty one. */
function checkOf(body: Partial<CheckBody>, service: string): CheckDefinition | undefined {
  const { TTL = 0, DeregisterCriticalServiceAfter: after = 0 } = body;
  const status = body.Status || 'critical';
  if (TTL === 0 && !body.Name && !body.Status) return undefined;
  if (TTL <= 0) throw new Refusal(400, 'Invalid check: TTL must be > 0 for TTL checks');
  if (!isStatus(status)) throw new Refusal(400, "Status for checks must 'passing', 'warning', 'critical'");
  return {
    name: body.Name || `Service '${service}' check`,
    ttlMs: TTL,
    status,
    ...(after > 0 && { deregisterAfterMs: Math.max(after, minDeregisterAfterMs) }),
  };
}

function isStatus(status: string): status is Status {
  return status === 'passing' || status === 'warning' || status === 'critical';
}

function validMeta(meta: Record<string, string>): Record<string, string> {
  const pairs = Object.entries(meta);
  if (pairs.length > maxMetaPairs) {
    throw invalidMeta(`Node metadata cannot contain more than ${maxMetaPairs} key/value pairs`);
  }
  for (const [key, value] of pairs) {
    const problem = metaProblem(key, value);
    if (problem) throw invalidMeta(`Couldn't load metadata pair ('${key}', '${value}'): ${problem}`);
  }
  return meta;
}

function metaProblem(key: string, value: string): string | undefined {
  if (key === '') return 'Key cannot be blank';
  if (!/^[A-Za-z0-9_-]+$/.test(key)) return 'Key contains invalid characters';
  if (key.length > maxMetaKeyLength) return `Key is too long (limit: ${maxMetaKeyLength} characters)`;
  if (value.length > maxMetaValueLength) return `Value is too long (limit: ${maxMetaValueLength} characters)`;
  return undefined;
}

function invalidMeta(reason: string): Refusal {
  return new Refusal(400, `Invalid Service Meta: ${reason}`);
}
