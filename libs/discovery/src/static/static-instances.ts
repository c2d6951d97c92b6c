import type { Instance } from '../instance';

const hostAndPort = /^(?:\[(?<ipv6>[0-9A-Fa-f:.]+)\]|(?<host>[A-Za-z0-9._-]+)):(?<port>[0-9]{1,5})$/;

function toInstance(service: string, address: string, position: number): Instance {
  const parts = hostAndPort.exec(address)?.groups;
  const host = parts?.['ipv6'] ?? parts?.['host'];
  const port = Number(parts?.['port']);
  if (!host || !(port >= 1 && port <= 65_535)) {
    throw new RangeError(
      `address of ${service} must be host:port or [IPv6]:port, got ${JSON.stringify(address)}`,
    );
  }
  return { id: `${service}-${position + 1}`, service, host, port, metadata: {} };
}

/**
 * Instances from addresses: `{ greeter: ['10.0.0.1:50051', '[::1]:50051'] }` gives `greeter-1` and `greeter-2`.
 *
 * @throws RangeError that names the service and the address.
 */
export function staticInstances(addresses: Readonly<Record<string, readonly string[]>>): Instance[] {
  return Object.entries(addresses).flatMap(([service, list]) =>
    list.map((address, position) => toInstance(service, address, position)),
  );
}
