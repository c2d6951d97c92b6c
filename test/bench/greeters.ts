import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startApp } from '@flotilla/testing';
import type { AppProcess } from '@flotilla/testing';

/** What a gateway that is measured stands before: a registry, two greeters, and somewhere for traces to go. */
export interface Greeters {
  /** For another app of the same fleet. */
  start(name: string, env: Readonly<Record<string, string>>): Promise<AppProcess>;
  /** The variables that `start` adds. */
  readonly env: Readonly<Record<string, string>>;
  /** `host:port` of each. */
  readonly addresses: readonly string[];
  /** Ends all that was started, the last first. */
  stop(): Promise<void>;
}

export async function startGreeters(): Promise<Greeters> {
  const collector = createServer(
    (request, response) => void request.resume().on('end', () => response.end('{}')),
  );
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;
  const apps: AppProcess[] = [];
  const launch = async (name: string, env: Readonly<Record<string, string>>): Promise<AppProcess> => {
    const app = await startApp(name, env);
    apps.push(app);
    return app;
  };
  const registry = await launch('registry', { PORT: '0' });
  const env = {
    CONSUL_HTTP_ADDR: registry.address,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    // What recording costs is another question.
    OTEL_TRACES_SAMPLER_ARG: '0',
  };
  const start: Greeters['start'] = (name, more) => launch(name, { ...env, ...more });
  const one = await start('greeter', { INSTANCE_ID: 'greeter-1' });
  const two = await start('greeter', { INSTANCE_ID: 'greeter-2' });
  const stop = async (): Promise<void> => {
    for (const app of apps.reverse()) await app.stop();
    collector.close();
  };
  return { start, env, addresses: [one.address, two.address], stop };
}
