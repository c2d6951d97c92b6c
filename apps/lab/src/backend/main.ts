import { integer, loadConfig, serviceShape } from '@flotilla/config';
import { descriptors } from '@flotilla/contracts';
import { bootstrap, main, runService } from '@flotilla/server';
import { grpc } from '@flotilla/transport-grpc-js';
import { seededRandom } from '../seeded-random';
import type { Behaviour } from './behaviour';
import { Greeter } from './greeter';
import type { BackendMessage } from './messages';

const reportEveryMs = 100;

function tell(message: BackendMessage): void {
  process.send?.(message);
}

// A greeter of an experiment: started by the lab, which governs it over the channel of its process.
main(async () => {
  const config = loadConfig({ ...serviceShape, LAB_SEED: integer({ min: 0, max: 2 ** 31, default: 1 }) });
  const service = bootstrap('greeter', config);
  const { id: instance, zone = '' } = service.instance;
  const greeter = new Greeter({ instance, zone }, seededRandom(config.LAB_SEED));
  process.on('message', (behaviour: Behaviour) => (greeter.behaviour = behaviour));
  setInterval(() => {
    const count = greeter.takeCalls();
    if (count > 0) tell({ type: 'calls', count });
    tell({ type: 'memory', megabytes: process.memoryUsage.rss() / 2 ** 20 });
  }, reportEveryMs).unref();
  const { HOST: host, PORT: port } = config;
  await runService({
    ...service,
    listeners: [grpc({ services: [greeter.implementation()], host, port, descriptors: descriptors() })],
  });
  tell({ type: 'ready' });
});
