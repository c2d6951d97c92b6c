import type { Server } from '@grpc/grpc-js';
import { loadFileDescriptorSetFromBuffer } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';

/** Lets tools such as grpcurl ask the server what it serves. */
export function addReflection(server: Server, descriptors: Uint8Array): void {
  new ReflectionService(loadFileDescriptorSetFromBuffer(Buffer.from(descriptors))).addToServer(server);
}
