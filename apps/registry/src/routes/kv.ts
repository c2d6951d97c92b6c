import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { first, unsigned } from '../decode/query';
import type { KvEntry, KvStore } from '../kv/kv-store';
import { Refusal } from '../refusal';
import { refuseUnsupported, sendBlocking } from './blocking-answers';
import type { BlockingAnswers } from './blocking-answers';
import { restOfPath, routes } from './route';
import type { Request } from './route';

/** Consul's `kv_max_value_size`. */
const maxValueBytes = 512 * 1024;

/** What those wait under who asked for one key. */
export function kvKey(key: string): string {
  return `kv/${key}`;
}

/** What those wait under who asked for all keys of a prefix. */
export const kvListsKey = 'kv-lists';

/** The key-value store. */
export function kvRoutes(app: FastifyInstance, store: KvStore, answers: BlockingAnswers): void {
  routes(
    app,
    '/v1/kv/*',
    {
      GET: async (request, reply) => {
        const value = await read(request, reply, store, answers);
        return value === undefined ? reply.code(404).send() : value;
      },
      PUT: (request, reply) => sendJson(reply, put(request, store)),
      DELETE: (request, reply) => sendJson(reply, remove(request, store)),
    },
    { bodyLimit: maxValueBytes, onRequest: refuseLargeValue },
  );
}

/** What is asked for; undefined when there is no such thing. */
async function read(
  request: Request,
  reply: FastifyReply,
  store: KvStore,
  answers: BlockingAnswers,
): Promise<object | undefined> {
  if (has(request, 'keys') || has(request, 'recurse')) {
    const prefix = restOfPath(request);
    const question = { read: () => store.list(prefix), key: kvListsKey };
    const entries = await sendBlocking(request, reply, answers, question);
    if (has(request, 'keys')) return keysOf(request, prefix, entries);
    return entries.length > 0 ? entries.map(entryJson) : undefined;
  }
  const key = keyOf(request);
  const entry = await sendBlocking(request, reply, answers, { read: () => store.get(key), key: kvKey(key) });
  if (!entry || !has(request, 'raw')) return entry && [entryJson(entry)];
  void reply.type('text/plain');
  return entry.value;
}

/** The keys up to the next `separator` after the prefix: the children of a folder. */
function keysOf(request: Request, prefix: string, entries: readonly KvEntry[]): string[] | undefined {
  const separator = first(request.query, 'separator');
  const names = entries.map(({ key }) => {
    const at = separator ? key.indexOf(separator, prefix.length) : -1;
    return separator && at >= 0 ? key.slice(0, at + separator.length) : key;
  });
  return names.length > 0 || prefix === '' ? [...new Set(names)] : undefined;
}

function put(request: Request, store: KvStore): boolean {
  refuseUnsupported(request);
  for (const session of ['acquire', 'release'])
    if (has(request, session))
      throw new Refusal(400, `${session} is not supported by the embedded registry: it has no sessions`);
  const key = keyOf(request);
  const value = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const flags = unsigned(request.query, 'flags') ?? 0;
  return store.put(key, value, { flags, cas: unsigned(request.query, 'cas') });
}

function remove(request: Request, store: KvStore): boolean {
  refuseUnsupported(request);
  const [cas, recurse] = [first(request.query, 'cas'), first(request.query, 'recurse')];
  if (recurse === undefined) return store.delete(keyOf(request), unsigned(request.query, 'cas'));
  if (cas !== undefined) throw new Refusal(400, `Conflicting flags: cas=${cas}&recurse=${recurse}`);
  store.deleteTree(restOfPath(request));
  return true;
}

/** Consul goes by the presence of such a parameter: `?raw=false` is raw. */
function has({ query }: Request, name: string): boolean {
  return first(query, name) !== undefined;
}

function keyOf(request: Request): string {
  const key = restOfPath(request);
  if (key === '') throw new Refusal(400, 'Missing key name');
  return key;
}

function entryJson({ key, value, flags, createIndex, modifyIndex }: KvEntry): object {
  return {
    LockIndex: 0,
    Key: key,
    Flags: flags,
    Value: value.length > 0 ? value.toString('base64') : null,
    CreateIndex: createIndex,
    ModifyIndex: modifyIndex,
  };
}

function sendJson(reply: FastifyReply, value: boolean): FastifyReply {
  return reply.type('application/json').send(JSON.stringify(value));
}

async function refuseLargeValue({ headers }: FastifyRequest): Promise<void> {
  const bytes = Number(headers['content-length'] ?? 0);
  if (bytes <= maxValueBytes) return;
  throw new Refusal(
    413,
    `Request body(${bytes} bytes) too large, max size: ${maxValueBytes} bytes. ` +
      'See https://www.consul.io/docs/agent/options.html#kv_max_value_size.',
  );
}
