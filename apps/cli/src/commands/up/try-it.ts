import type { Addresses } from '../../supervisor/process-state';
import type { SupervisedProcess } from '../../supervisor/supervised-process';
import { registryAddress } from './fleet-settings';
import type { FleetDatabase, FleetSettings } from './fleet-settings';

/** What a person can do with a fleet that is ready. */
export function tryIt(processes: readonly SupervisedProcess[], settings: FleetSettings): string[] {
  const { registry, database, orders } = settings;
  const gateway = addressesOf(processes, 'gateway');
  const address = registryAddress(registry);
  return [
    `Registry: ${address} (${registry.kind === 'embedded' ? 'embedded' : 'was running already'})`,
    ...aboutDatabase(database),
    'Try, from another terminal:',
    ...(gateway ? greetings(gateway) : []),
    ...(gateway && orders > 0 ? ordering(gateway) : []),
    ...(gateway ? [`  curl 'http://${gateway.admin}/metrics'`, `  open http://${gateway.address}/docs`] : []),
    `  npx flotilla instances --registry-url ${address}`,
    'Every admin address has /metrics, /healthz and /readyz. Ctrl-C stops the fleet.',
  ];
}

/** Of the first instance of a service that is ready. */
function addressesOf(processes: readonly SupervisedProcess[], service: string): Addresses | undefined {
  const states = processes.filter(({ plan }) => plan.service === service).map(({ state }) => state);
  return states.find((state) => state.name === 'ready');
}

function greetings({ address }: Addresses): string[] {
  const greeting = `http://${address}/api/greetings/Ada`;
  return [`  curl '${greeting}?language=fr'`, `  curl -N '${greeting}/stream'`];
}

function ordering({ address }: Addresses): string[] {
  const api = `http://${address}/api`;
  const order = JSON.stringify({ customerId: 'ada', lines: [{ sku: 'TEA-OOLONG', quantity: 2 }] });
  return [
    `  curl '${api}/products'`,
    `  curl '${api}/orders' -H 'Idempotency-Key: 1' -H 'Content-Type: application/json' -d '${order}'`,
    `  curl '${api}/orders?customerId=ada'`,
    `  curl -N '${api}/orders/<id>/events'`,
  ];
}

/** Never its password. */
function aboutDatabase(database: FleetDatabase): string[] {
  if (database.kind === 'none') return [];
  if (database.kind === 'given') return [`Database: ${new URL(database.url).host} (DATABASE_URL)`];
  const { folder, port } = database;
  return [
    `Database: 127.0.0.1:${port}, kept in ${folder.path} (--fresh starts over)`,
    `  PGPASSWORD=$(cat '${folder.passwordFile}') psql -h 127.0.0.1 -p ${port} -U postgres`,
  ];
}
