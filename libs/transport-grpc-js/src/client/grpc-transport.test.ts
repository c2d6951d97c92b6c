import { grpcTransport } from './grpc-transport';

it.each([
  [{ keepaliveMs: 0 }, 'grpcTransport: keepaliveMs must be a positive whole number, got 0'],
  [{ connectTimeoutMs: -1 }, 'grpcTransport: connectTimeoutMs must be a positive whole number, got -1'],
  [{ maxMessageBytes: 0.5 }, 'grpcTransport: maxMessageBytes must be a positive whole number, got 0.5'],
])('refuses the options %j', (options, message) => {
  expect(() => grpcTransport(options)).toThrow(new RangeError(message));
});
