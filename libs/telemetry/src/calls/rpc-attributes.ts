import type { Method } from '@flotilla/call';
import type { Attributes } from '@opentelemetry/api';

/** What OpenTelemetry's conventions ask of every RPC span. */
export function rpcAttributes(method: Method): Attributes {
  return { 'rpc.system': 'grpc', 'rpc.service': method.service, 'rpc.method': method.name };
}
