import type { Telemetry } from '@flotilla/telemetry';
import { Service } from './service';
import type { ServiceOptions } from './service-options';
import { onStopRequest } from './stop-requests';

/**
 * Runs a process: listen, register, ready; and when it is asked to stop: leave, drain, close, exit.
 *
 * It is asked by SIGTERM, by SIGINT, or by the end of the process that forked it. A second signal exits at once.
 * Resolves when the service is ready, or was stopped meanwhile.
 *
 * @throws Error that names the address when one is taken; RangeError for an option out of range.
 */
export async function runService(options: ServiceOptions): Promise<void> {
  const service = new Service(options);
  onStopRequest((reason) => void stop(service, options.telemetry, reason));
  await service.start();
}

async function stop(service: Service, { logger }: Telemetry, reason: string): Promise<void> {
  logger.info({ reason }, 'stopping');
  try {
    await service.stop();
    process.exit(0);
  } catch (err) {
    logger.error({ err }, 'could not stop in order');
    process.exit(1);
  }
}
