import { assertInstance } from '../validation';
import { staticInstances } from './static-instances';

it('turns addresses into instances, numbered by service', () => {
  const instances = staticInstances({
    greeter: ['10.0.0.1:50051', '[::1]:50052'],
    orders: ['orders.internal:80'],
  });
  instances.forEach(assertInstance);
  expect(instances.map(({ id, service, host, port }) => [id, service, host, port])).toEqual([
    ['greeter-1', 'greeter', '10.0.0.1', 50_051],
    ['greeter-2', 'greeter', '::1', 50_052],
    ['orders-1', 'orders', 'orders.internal', 80],
  ]);
});

it.each([
  '',
  'greeter',
  'greeter:',
  ':80',
  'greeter:0',
  'greeter:65536',
  'http://greeter:80',
  '::1:80',
  'a:80/x',
])('refuses %j', (address) => {
  const message = `address of greeter must be host:port or [IPv6]:port, got ${JSON.stringify(address)}`;
  expect(() => staticInstances({ greeter: [address] })).toThrow(new RangeError(message));
});
