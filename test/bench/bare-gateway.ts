// The same route as the gateway's, written with node:http and bare grpc-js stubs: what `npm run bench` compares with.
import { createServer } from 'node:http';
import { Client, credentials } from '@grpc/grpc-js';
import { Language, SayHelloRequest, SayHelloResponse } from '@flotilla/contracts';

const [port, ...addresses] = process.argv.slice(2);
const stubs = addresses.map((address) => new Client(address, credentials.createInsecure()));
let next = 0;

function toBuffer(request: SayHelloRequest): Buffer {
  const bytes = SayHelloRequest.encode(request).finish();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const server = createServer((request, response) => {
  if (request.url === '/cpu') {
    const { user, system } = process.cpuUsage();
    response.end(String((user + system) / 1_000_000));
    return;
  }
  const name = decodeURIComponent((request.url ?? '').slice('/api/greetings/'.length));
  const stub = stubs[next++ % stubs.length] as Client;
  stub.makeUnaryRequest(
    '/flotilla.greeter.v1.GreeterService/SayHello',
    toBuffer,
    (bytes) => SayHelloResponse.decode(bytes),
    { name, language: Language.EN },
    { deadline: Date.now() + 2_000 },
    (error, answer) => {
      if (error) return void response.writeHead(500).end();
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.end(JSON.stringify({ message: answer?.message, language: 'en', servedBy: answer?.servedBy }));
    },
  );
});

server.listen(Number(port), '127.0.0.1', () => process.send?.('ready'));
