import { promisify } from 'node:util';
import type { Registrar } from '@flotilla/discovery';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import { quotesService } from './contract';
import type { Quote } from './contract';

/** A grpc-js server as it would be without Flotilla, plus one registration. */
export async function startServer(id: string, registrar: Registrar) {
  const server = new Server();
  server.addService(quotesService, {
    getQuote: (_call: ServerUnaryCall<object, Quote>, answer: sendUnaryData<Quote>) =>
      answer(null, { text: 'Simplicity is prerequisite for reliability.', servedBy: id }),
  });
  const bind = promisify(server.bindAsync.bind(server));
  const port = await bind('127.0.0.1:0', ServerCredentials.createInsecure());
  const registration = registrar.register({ id, service: 'quotes', host: '127.0.0.1', port, metadata: {} });
  await registration.ready;
  return {
    /** As `kill -9` would end it: connections break, and the registry is not told. */
    crash: () => server.forceShutdown(),
    /** Tells the registry, then lets calls in flight end. */
    leave: async () => {
      await registration.deregister();
      await promisify(server.tryShutdown.bind(server))();
    },
  };
}
