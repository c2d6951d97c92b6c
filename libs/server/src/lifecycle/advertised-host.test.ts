import os from 'node:os';
import type { NetworkInterfaceInfo } from 'node:os';
import { advertisedHost } from './advertised-host';

function address(family: 'IPv4' | 'IPv6', host: string, internal = false): NetworkInterfaceInfo {
  return { address: host, family, internal } as NetworkInterfaceInfo;
}

const loopback = address('IPv4', '127.0.0.1', true);
const outward = { lo: [loopback], eth0: [address('IPv6', 'fe80::1'), address('IPv4', '10.0.0.7')] };

afterEach(() => jest.restoreAllMocks());

it.each([
  { bound: '127.0.0.1', interfaces: outward, advertised: '127.0.0.1' },
  { bound: 'greeter.internal', interfaces: outward, advertised: 'greeter.internal' },
  { bound: '0.0.0.0', interfaces: outward, advertised: '10.0.0.7' },
  { bound: '::', interfaces: outward, advertised: '10.0.0.7' },
  { bound: '0.0.0.0', interfaces: { lo: [loopback] }, advertised: '127.0.0.1' },
])('advertises $advertised for $bound', ({ bound, interfaces, advertised }) => {
  jest.spyOn(os, 'networkInterfaces').mockReturnValue(interfaces);
  expect(advertisedHost(bound)).toBe(advertised);
});
