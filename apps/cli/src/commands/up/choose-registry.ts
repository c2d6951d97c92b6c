import { chosenAddress, withRegistry } from '../../registry/registry-access';
import { listAll } from '../../registry/list-instances';
import type { FleetRegistry } from './fleet-settings';
import { portState } from './port-state';
import type { ServiceSpec } from './services';

/**
 * The registry for a fleet: the one that the user named; else one that runs at the port; else one of its own there.
 *
 * @throws Error in one line when the one that was named does not answer, or something else has the port.
 */
export async function chooseRegistry(
  url: string | undefined,
  port: number,
  services: readonly ServiceSpec[],
): Promise<FleetRegistry> {
  const named = chosenAddress(url);
  if (named !== undefined)
    return joinRegistry(
      named,
      services,
      'start it, or name none (--registry-url, CONSUL_HTTP_ADDR) to start one with the fleet',
    );
  const advice = `stop what has port ${port}, or choose another with --registry-port`;
  switch (await portState(port)) {
    case 'free':
      return { kind: 'embedded', port };
    case 'taken':
      return joinRegistry(`127.0.0.1:${port}`, services, advice);
    case 'forbidden':
      throw new Error(`this user may not listen on port ${port}: choose one above 1023 with --registry-port`);
  }
}

function joinRegistry(
  address: string,
  services: readonly ServiceSpec[],
  advice: string,
): Promise<FleetRegistry> {
  const names = services.map(({ name }) => name);
  return withRegistry(
    address,
    async ({ discovery }) => {
      const instances = await listAll(discovery, names);
      return { kind: 'running', address, takenIds: new Set(instances.map(({ id }) => id)) };
    },
    advice,
  );
}
