import http from 'node:http';
import https from 'node:https';
import type { ConsulAddress } from './consul-address';

/** The method through which node:http hands a request to its agent; `@types/node` leaves it out. */
interface RequestSink {
  addRequest(request: http.ClientRequest, options: object): void;
}

/**
 * An HTTP agent that opens a connection per request. A pass every 5 s and a blocking query every 55 s save nothing by
 * keeping connections, while a kept one may be closed by the peer just when it is used again.
 *
 * It fails a request whose answer breaks off in the middle: the npm package `consul` listens for the end of an answer
 * only, so that a watch would stay blind until its timeout of 60 s.
 */
export function createHttpAgent({ host, secure }: ConsulAddress): http.Agent {
  // `host` overrides that of each request, where an IPv6 address would arrive in brackets, which no resolver knows.
  const options = { keepAlive: false, host };
  const agent = secure ? new https.Agent(options) : new http.Agent(options);
  const sink = agent as unknown as RequestSink;
  const addRequest = sink.addRequest.bind(agent);
  sink.addRequest = (request, requestOptions) => {
    request.once('response', (response: http.IncomingMessage) => {
      response.once('error', (error) => request.emit('error', error));
    });
    addRequest(request, requestOptions);
  };
  return agent;
}
