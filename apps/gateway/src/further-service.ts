import type { FastifyInstance } from 'fastify';
import type { ClientOptions } from '@flotilla/client';

/** A service behind the gateway: how to reach it, and which routes lead there. */
export interface FurtherService {
  /** Starts a client of it, with the options that all clients of the gateway have in common. */
  connect(options: Omit<ClientOptions, 'service'>): Connected;
}

interface Connected {
  routes(api: FastifyInstance): void;
  close(): Promise<void>;
}
