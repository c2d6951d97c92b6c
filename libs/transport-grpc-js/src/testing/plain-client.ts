import { Client, credentials } from '@grpc/grpc-js';
import type { MethodDefinition } from '@grpc/grpc-js';
import { afterwards } from './fixtures';

/** A service as any version of proto-loader describes it. */
type Service = Readonly<Record<string, MethodDefinition<object, object>>>;

type Send = (method: string, request: object) => Promise<unknown>;

/** A client of plain grpc-js, as other people's tools are. It sends one request to any kind of method. */
export function plainClient(port: number, service: Service): Send {
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  afterwards(() => client.close());
  return (name, request) =>
    new Promise((resolve, reject) => {
      const method = service[name];
      if (!method) throw new RangeError(`the service has no method ${name}`);
      const call = client.makeBidiStreamRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
      );
      call.on('data', resolve);
      call.on('error', reject);
      call.write(request);
      call.end();
    });
}
