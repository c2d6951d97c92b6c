import { existsSync } from 'node:fs';
import type { ProcessPlan } from '../../supervisor/process-plan';
import type { FleetSettings } from './fleet-settings';
import { planFleet } from './plan-fleet';
import { portState } from './port-state';
import type { ServiceSpec } from './services';

const lastPort = 65_535;

/**
 * Plans a fleet, having made sure that it can start: nothing is half done when it cannot.
 *
 * @throws RangeError or Error in one line that says what to do.
 */
export async function prepareFleet(
  settings: FleetSettings,
  services?: readonly ServiceSpec[],
): Promise<ProcessPlan[]> {
  const ports = gatewayPorts(settings);
  const plans = planFleet(settings, process.env, services);
  assertBuilt(plans);
  for (const port of ports) await assertFree(port);
  return plans;
}

/** @throws RangeError when they do not fit. */
function gatewayPorts({ port, gateways, registry }: FleetSettings): number[] {
  const ports = Array.from({ length: gateways }, (_, position) => port + position);
  if (ports.some((each) => each > lastPort)) {
    throw new RangeError(
      `--port must leave room for ${gateways} gateways below ${lastPort + 1}, got ${port}`,
    );
  }
  if (registry.kind === 'embedded' && ports.includes(registry.port)) {
    throw new RangeError(
      `port ${registry.port} is the registry's: choose another with --port, or with --registry-port`,
    );
  }
  return ports;
}

function assertBuilt(plans: readonly ProcessPlan[]): void {
  const missing = plans.find(({ entry }) => !existsSync(entry));
  if (missing) throw new Error(`apps/${missing.service} is not built: run npm run build`);
}

async function assertFree(port: number): Promise<void> {
  const state = await portState(port);
  if (state === 'taken')
    throw new Error(`port ${port} is taken: stop what listens there, or choose another with --port`);
  if (state === 'forbidden')
    throw new Error(`this user may not listen on port ${port}: choose one above 1023 with --port`);
}
