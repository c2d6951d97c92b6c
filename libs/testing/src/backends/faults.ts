import { setTimeout as delay } from 'node:timers/promises';
import type { Exchange, Fault } from './faulty-backend';

const relay: Fault['answer'] = (exchange) => exchange.relay();

/** Every answer comes so much later: half of the time is lost on the way there, half on the way back. */
export function slow(latencyMs: number): Fault {
  return { answer: relay, pace: () => delay(latencyMs / 2) };
}

/** Accepts connections and answers nothing, on those that are open already neither, until it thaws. */
export const halfOpen: Fault = { answer: relay, pace: (ended) => ended };

/** Says the same to everything. */
export function answering(status: number, contentType: string, body: string): Fault {
  return {
    answer: ({ response }) => void response.writeHead(status, { 'content-type': contentType }).end(body),
  };
}

/** Breaks every answer off in the middle. */
export const breakingOff: Fault = {
  answer: ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('[{"Node":', () => response.destroy());
  },
};

/** Speaks another protocol. */
export const noHttp: Fault = {
  answer: ({ response }) => void response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n'),
};

/** Where Consul's API lists or reads with an index: the same question without it, which is answered at once. */
function unblocked({ path }: Exchange): string {
  const url = new URL(path, 'http://consul');
  url.searchParams.delete('index');
  url.searchParams.delete('wait');
  return `${url.pathname}${url.search}`;
}

/** A Consul whose blocking queries do not block: the truth, at once, at the same index. */
export const neverBlocking: Fault = { answer: (exchange) => exchange.relay(unblocked(exchange)) };

/** A Consul that answers each blocking query at once, with the truth, at an index below the one in the query. */
export const indexGoingBackwards: Fault = {
  answer: (exchange) => {
    const index = Number(new URL(exchange.path, 'http://consul').searchParams.get('index'));
    exchange.relay(unblocked(exchange), (headers) =>
      index > 0 ? { ...headers, 'x-consul-index': String(index - 1) } : headers,
    );
  },
};

/** An etcd whose watches say these messages, and end. */
export function endingWatches(...messages: object[]): Fault {
  const lines = messages.map((result) => `${JSON.stringify({ result })}\n`).join('');
  const end = answering(200, 'application/json', lines);
  return { answer: (exchange) => (exchange.path === '/v3/watch' ? end : { answer: relay }).answer(exchange) };
}
