/** A process that makes one HTTP request's worth of spans, with one retry, and exports them to the URL it is given. */
import { CallError, compose } from '@flotilla/call';
import type { Attempt, Call, Middleware } from '@flotilla/call';
import {
  attemptTelemetry,
  callTelemetry,
  createTelemetry,
  httpServerTelemetry,
  serverTelemetry,
} from '../index';
import { contextOf } from './fixtures';

const [, , endpoint, sampleRatio] = process.argv;
const gateway = createTelemetry({
  service: 'gateway',
  traces: { endpoint, sampleRatio: Number(sampleRatio) },
});
const greeter = createTelemetry({ service: 'greeter', traces: { endpoint, sampleRatio: 0 } });

/** Tries once more after an error, as the retry of fault-tolerance does. */
const retryOnce: Middleware = (next) => async (request, context) => {
  const first: Attempt = { number: 1, reason: 'first', sent: false, endpointId: 'greeter-1' };
  const second: Attempt = { number: 2, reason: 'retry', sent: false, endpointId: 'greeter-2' };
  try {
    context.attempts.push(first);
    return await next(request, { ...context, attempt: first });
  } catch {
    context.attempts.push(second);
    return next(request, { ...context, attempt: second });
  }
};

let calls = 0;
const handler: Call = serverTelemetry(greeter)(async () => {
  if (++calls === 1) throw new CallError('UNAVAILABLE', 'restarting');
});
const overTheWire: Call = (request, { metadata }) => handler(request, contextOf({ metadata }));

async function main(): Promise<void> {
  const target = 'greeter';
  const client = compose(
    callTelemetry(gateway, { target }),
    retryOnce,
    attemptTelemetry(gateway, { target }),
  );
  const request = httpServerTelemetry(gateway).start({ method: 'GET' });
  await client(overTheWire)({}, contextOf({ trace: request.trace }));
  request.end({ route: '/api/greetings/:name', status: 200 });
  await Promise.all([gateway.shutdown(), greeter.shutdown()]);
}

void main();
