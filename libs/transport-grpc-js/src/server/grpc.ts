import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { ListenAddress, Listener, Middleware } from '@flotilla/call';
import { addMethods } from './add-methods';
import { Health } from './health';
import { addReflection } from './reflection';
import { resolveListenerOptions, serverOptions } from './server-options';
import type { GrpcListenerOptions } from './server-options';

/**
 * Serves implementations over gRPC, with the standard health service, and reflection when descriptors are given.
 *
 * @throws RangeError for an option out of range.
 */
export function grpc(options: GrpcListenerOptions): Listener {
  const { services, host, port, ...limits } = resolveListenerOptions(options);
  const server = new Server(serverOptions(limits));
  const health = new Health(services.map(({ service }) => service));
  let address: ListenAddress | undefined;

  return {
    protocol: 'grpc',
    async listen(middleware: Middleware) {
      for (const service of services) addMethods(server, service, middleware, limits.maxMessageBytes);
      health.addTo(server);
      if (options.descriptors) addReflection(server, options.descriptors);
      return (address = await bind(server, host, port));
    },
    setServing: (serving) => health.setServing(serving),
    close: (graceMs) => close(server, address, graceMs),
  };
}

function authority({ host, port }: ListenAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function bind(server: Server, host: string, port: number): Promise<ListenAddress> {
  return new Promise((resolve, reject) => {
    server.bindAsync(authority({ host, port }), ServerCredentials.createInsecure(), (error, boundPort) => {
      if (error) reject(new Error(`cannot listen on ${host}:${port}: choose another port`, { cause: error }));
      else resolve({ host, port: boundPort });
    });
  });
}

function close(server: Server, address: ListenAddress | undefined, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    // Before tryShutdown: it marks the sessions as closed, and drain() takes those for gone and cuts nothing.
    if (address) server.drain(authority(address), graceMs);
    const timer = setTimeout(done, graceMs);
    server.tryShutdown(done);
  });
}
