import { parseEtcdEndpoints } from './etcd-endpoints';

it.each([
  ['http://127.0.0.1:2379', ['http://127.0.0.1:2379']],
  ['etcd:2379', ['http://etcd:2379']],
  ['https://etcd.example.com/', ['https://etcd.example.com']],
  ['http://[::1]:2379', ['http://[::1]:2379']],
  ['http://a:1, https://b:2,a:1', ['http://a:1', 'https://b:2']],
])('reads %s', (endpoints, origins) => {
  expect(parseEtcdEndpoints(endpoints)).toEqual(origins);
});

it.each([
  ['', '', 'it cannot be parsed'],
  ['a:1,', '', 'it cannot be parsed'],
  ['etcd', 'etcd', 'the port is missing'],
  ['a:1,etcd:70000', 'etcd:70000', 'it cannot be parsed'],
  ['unix:///run/etcd.sock', 'unix:///run/etcd.sock', 'unix: is not supported'],
  ['http://etcd:2379/v3', 'http://etcd:2379/v3', 'a path is not supported'],
])('refuses %j', (endpoints, shown, problem) => {
  const message = `the endpoints of etcd must be http://host:port or https://host:port, separated by commas, got ${JSON.stringify(shown)}: ${problem}`;
  expect(() => parseEtcdEndpoints(endpoints)).toThrow(new RangeError(message));
});

it('does not repeat credentials', () => {
  expect(() => parseEtcdEndpoints('http://me:secret@etcd:2379')).toThrow(/^(?!.*secret).*password instead$/);
});
