import { toTarget } from './target';

it.each([
  ['10.0.0.7', 'ipv4:10.0.0.7:50051'],
  ['::1', 'ipv6:[::1]:50051'],
  ['greeter.local', 'dns:greeter.local:50051'],
])('writes the host %s as %s', (host, target) => {
  expect(toTarget({ id: 'greeter-1', host, port: 50_051, weight: 1 })).toBe(target);
});
