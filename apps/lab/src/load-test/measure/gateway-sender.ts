import { httpSender } from '@flotilla/testing/load';
import type { HttpAnswer } from '@flotilla/testing/load';
import type { Route } from '../scenario/scenario';

export interface Answer {
  readonly status: number;
  /** Id of the instance that answered; absent when it failed, or does not say. */
  readonly instance?: string;
}

/** Asks a gateway for what a mix is made of. */
export interface GatewaySender {
  send(route: Route, user: number): Promise<Answer>;
  close(): void;
}

/** An answer that takes longer than this is not waited for; the request has failed long before. */
const timeoutMs = 5_000;

export interface GatewaySenderOptions {
  /** Sockets at most. Default: as many as are needed. */
  readonly connections?: number | undefined;
  /** Asked for in place of greetings. Default: greetings, each user's own. */
  readonly path?: string | undefined;
}

export function gatewaySender(url: string, { connections, path }: GatewaySenderOptions = {}): GatewaySender {
  const http = httpSender(url, { connections, timeoutMs });
  // Keys that no other load has used: a key that was seen before is answered without placing an order.
  const series = `load-${Date.now().toString(36)}-${process.pid}`;
  let placed = 0;
  const ask: Record<Route, (user: number) => Promise<HttpAnswer>> = {
    greetings: (user) => http.get(path ?? `/api/greetings/user-${user}`),
    orders: (user) => {
      const order = { customerId: `user-${user}`, lines: [{ sku: 'TEA-ASSAM', quantity: 1 }] };
      return http.post('/api/orders', order, { 'idempotency-key': `${series}-${(placed += 1)}` });
    },
  };
  return {
    send: async (route, user) => {
      const { status, body } = await ask[route](user);
      const instance = status === 200 && route === 'greetings' ? instanceIn(body) : undefined;
      return instance === undefined ? { status } : { status, instance };
    },
    close: () => http.close(),
  };
}

function instanceIn(body: string): string | undefined {
  try {
    return (JSON.parse(body) as { servedBy?: { instance?: string } }).servedBy?.instance;
  } catch {
    return undefined;
  }
}
