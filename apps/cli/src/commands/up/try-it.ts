import type { Addresses } from '../../supervisor/process-state';
import type { SupervisedProcess } from '../../supervisor/supervised-process';
import { registryAddress } from './fleet-settings';
import type { FleetRegistry } from './fleet-settings';
import { services } from './services';

/** What a person can do with a fleet that is ready: a curl line for each route, and more. */
export function tryIt(processes: readonly SupervisedProcess[], registry: FleetRegistry): string[] {
  const address = registryAddress(registry);
  const curls = services.flatMap(({ name, examples }) => {
    const first = addressesOf(processes, name);
    return first && examples.length > 0
      ? [...examples.map((path) => curl(first.address, path)), curl(first.admin, '/metrics')]
      : [];
  });
  return [
    `Registry: ${address} (${registry.kind === 'embedded' ? 'embedded' : 'was running already'})`,
    'Try, from another terminal:',
    ...curls,
    `  npx flotilla instances --registry-url ${address}`,
    'Every admin address has /metrics, /healthz and /readyz. Ctrl-C stops the fleet.',
  ];
}

/** Of the first instance of a service that is ready. */
function addressesOf(processes: readonly SupervisedProcess[], service: string): Addresses | undefined {
  const states = processes.filter(({ plan }) => plan.service === service).map(({ state }) => state);
  return states.find((state) => state.name === 'ready');
}

function curl(address: string, path: string): string {
  return `  curl 'http://${address}${path}'`;
}
