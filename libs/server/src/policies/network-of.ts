import { isIPv6 } from 'node:net';

/** What an address stands for: itself, or for IPv6 its /64, of which a single host may take any address. */
export function networkOf(ip: string): string {
  if (!isIPv6(ip)) return ip;
  if (ip.includes('.')) return ip.slice(ip.lastIndexOf(':') + 1); // IPv4, as a socket for both has it
  const [head, tail] = ip.split('::').map((part) => part.split(':').filter(Boolean));
  const left = head ?? [];
  const zeros = Array.from({ length: tail ? 8 - left.length - tail.length : 0 }, () => '0');
  const groups = [...left, ...zeros, ...(tail ?? [])].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
