import { httpSender } from '@flotilla/testing';
import { callerHeader } from './sender';
import type { Sender } from './sender';

/** Greetings over HTTP, as a browser asks for them. */
export function throughGateway(gatewayUrl: string): Sender {
  const sender = httpSender(gatewayUrl);
  return {
    async send({ name, caller }) {
      const { status, body } = await sender.get(`/api/greetings/${name}`, { [callerHeader]: caller });
      return status === 200 ? { status, instance: instanceOf(body) } : { status };
    },
    close: () => sender.close(),
  };
}

function instanceOf(body: string): string {
  return (JSON.parse(body) as { servedBy: { instance: string } }).servedBy.instance;
}
