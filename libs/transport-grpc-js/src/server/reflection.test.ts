import { join } from 'node:path';
import { loadSync } from '@grpc/proto-loader';
import type { MessageTypeDefinition, PackageDefinition, ServiceDefinition } from '@grpc/proto-loader';
import { protoPath } from 'grpc-health-check';
import { cleanUp, startServer } from '../testing/fixtures';
import { plainClient } from '../testing/plain-client';

afterEach(cleanUp);

const reflectionProto = join(
  require.resolve('@grpc/reflection/package.json'),
  '../build/proto/grpc/reflection/v1/reflection.proto',
);
const reflectionService = loadSync(reflectionProto, { oneofs: true })[
  'grpc.reflection.v1.ServerReflection'
] as ServiceDefinition;

/** A FileDescriptorSet with the one file of a package: its field 1, with its length as a varint. */
function descriptorSet(definition: PackageDefinition): Uint8Array {
  const message = definition['grpc.health.v1.HealthCheckRequest'] as MessageTypeDefinition<object, object>;
  const [file = Buffer.alloc(0)] = message.fileDescriptorProtos;
  return Buffer.concat([Buffer.from([0x0a, (file.length & 0x7f) | 0x80, file.length >> 7]), file]);
}

it('lists the services that the descriptors describe', async () => {
  const { port } = await startServer({}, { descriptors: descriptorSet(loadSync(protoPath)) });
  const answer = await plainClient(port, reflectionService)('ServerReflectionInfo', { listServices: '' });
  expect(answer).toMatchObject({ listServicesResponse: { service: [{ name: 'grpc.health.v1.Health' }] } });
});

it('is absent without descriptors', async () => {
  const { port } = await startServer({});
  const answer = plainClient(port, reflectionService)('ServerReflectionInfo', { listServices: '' });
  await expect(answer).rejects.toThrow('UNIMPLEMENTED');
});
