import { loadConfig, port, serviceShape } from '@flotilla/config';
import { bootstrap, http, main, runService } from '@flotilla/server';
import { createRegistryApp } from './app';

main(async () => {
  const config = loadConfig({ ...serviceShape, PORT: port(8500) });
  // Nobody looks a registry up in a registry: it registers nowhere, and nobody needs time to hear that it leaves.
  const { name, instance, telemetry, admin, closing } = bootstrap('registry', config);
  const { HOST: host, PORT } = config;
  // Every process of the fleet asks all the time: a line for each would say nothing.
  const listeners = [http(createRegistryApp(), { telemetry, host, port: PORT, logRequests: false })];
  // Watches are queries that wait for most of a minute: how long they take says nothing of the load.
  const admission = { limit: 10_000 };
  await runService({
    name,
    instance,
    telemetry,
    admin,
    admission,
    closing: closing ?? [],
    propagationMs: 0,
    listeners,
  });
});
