import { isIP } from 'node:net';
import type { Endpoint } from '@flotilla/call';

/** The address of an endpoint as grpc-js writes it; an IP address needs no name resolution. */
export function toTarget({ host, port }: Endpoint): string {
  switch (isIP(host)) {
    case 4:
      return `ipv4:${host}:${port}`;
    case 6:
      return `ipv6:[${host}]:${port}`;
    default:
      return `dns:${host}:${port}`;
  }
}
