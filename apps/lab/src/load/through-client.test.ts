import { CallError, implement } from '@flotilla/call';
import type { CallContext } from '@flotilla/call';
import { GreeterServiceDefinition, Language } from '@flotilla/contracts';
import { memoryRegistry } from '@flotilla/discovery';
import { grpc } from '@flotilla/transport-grpc-js';
import type { Sender } from './sender';
import { throughClient } from './through-client';

const servedBy = { instance: 'greeter-1', zone: '' };
const seen: CallContext[] = [];
const listener = grpc({
  services: [
    implement(GreeterServiceDefinition, {
      sayHello: async ({ name }, context) => {
        seen.push(context);
        if (name !== 'user-7') throw new CallError('RESOURCE_EXHAUSTED', 'no', pushback);
        return { message: 'Hello!', language: Language.EN, servedBy };
      },
      streamGreetings: () => {
        throw new CallError('UNIMPLEMENTED', 'no streams');
      },
    }),
  ],
});
const pushback = { metadata: { 'grpc-retry-pushback-ms': '0' } };
const registry = memoryRegistry();
let sender: Sender;

beforeAll(async () => {
  const { host, port } = await listener.listen((next) => next);
  await registry.registrar.register({ id: 'greeter-1', service: 'greeter', host, port, metadata: {} }).ready;
  sender = throughClient(registry, 2);
});
afterAll(async () => {
  await sender.close();
  await listener.close(0);
  await registry.close();
});
beforeEach(() => seen.splice(0));

it('calls in the name of the caller, and knows who answered', async () => {
  const answer = await sender.send({ name: 'user-7', caller: 'quiet' });
  expect(answer).toEqual({ status: 200, instance: 'greeter-1', attempts: 1 });
  expect(seen).toMatchObject([{ metadata: { 'x-client-id': 'quiet' } }]);
});

it('says how a call was refused, and how often it was tried', async () => {
  await expect(sender.send({ name: 'user-8', caller: 'noisy' })).resolves.toEqual({
    status: 429,
    attempts: 3,
  });
  expect(seen).toHaveLength(3);
});
