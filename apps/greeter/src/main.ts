import { loadConfig, serviceShape } from '@flotilla/config';
import { descriptors } from '@flotilla/contracts';
import { bootstrap, main, runService } from '@flotilla/server';
import { grpc } from '@flotilla/transport-grpc-js';
import { greeterService } from './greeter-service';

main(async () => {
  const config = loadConfig(serviceShape);
  const service = bootstrap('greeter', config);
  const { id: instance, zone = '' } = service.instance;
  await runService({
    ...service,
    listeners: [
      grpc({
        services: [greeterService({ instance, zone })],
        host: config.HOST,
        port: config.PORT,
        descriptors: descriptors(),
      }),
    ],
  });
});
