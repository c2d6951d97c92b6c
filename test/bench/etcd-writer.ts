// A process that keeps `count` instances in etcd, and restarts one of them again and again. A process of its own, so that
// what it costs is not measured.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Instance } from '@flotilla/discovery';
import { instances, restarted } from './large-service';

const [address = '', count = '0', pauseMs = '0'] = process.argv.slice(2);
/** etcd's own limit is 128 operations in a transaction. */
const batch = 100;

const base64 = (text: string): string => Buffer.from(text).toString('base64');

async function ask(path: string, body: object): Promise<void> {
  const answer = await fetch(`${address}/v3/kv/${path}`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok)
    throw new Error(`${address}/v3/kv/${path} answered ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
}

function toPut(instance: Instance): object {
  const { service, id } = instance;
  return {
    key: base64(`/flotilla/instances/${service}/${id}`),
    value: base64(JSON.stringify(instance)),
  };
}

async function main(): Promise<void> {
  const all = instances(Number(count)).map((instance) => ({ request_put: toPut(instance) }));
  await ask('deleterange', { key: base64('/flotilla/'), range_end: base64('/flotilla0') });
  for (let from = 0; from < all.length; from += batch) {
    await ask('txn', { success: all.slice(from, from + batch) });
  }
  process.send?.('ready');
  for (let times = 0; ; times++) {
    await sleep(Number(pauseMs));
    await ask('put', toPut(restarted(Number(count), times)));
  }
}

process.once('disconnect', () => process.exit());
void main();
