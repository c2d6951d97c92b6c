import { parseConsulAddress } from './consul-address';

it.each([
  ['127.0.0.1:8500', '127.0.0.1', 8_500, false],
  ['consul:8500', 'consul', 8_500, false],
  ['http://127.0.0.1:8500', '127.0.0.1', 8_500, false],
  ['http://consul:8500/', 'consul', 8_500, false],
  ['http://consul', 'consul', 80, false],
  ['https://consul.example.com', 'consul.example.com', 443, true],
  ['https://consul:8501', 'consul', 8_501, true],
  ['[::1]:8500', '::1', 8_500, false],
])('reads %s', (address, host, port, secure) => {
  expect(parseConsulAddress(address)).toEqual({ host, port, secure });
});

it.each([
  ['', 'it cannot be parsed'],
  ['consul', 'the port is missing'],
  ['consul:x', 'it cannot be parsed'],
  ['consul:70000', 'it cannot be parsed'],
  ['unix:///var/run/consul.sock', 'unix sockets are not supported'],
  ['ftp://consul:21', 'ftp: is not supported'],
  ['http://consul:8500/v1', 'a path is not supported'],
])('refuses %j', (address, problem) => {
  const message = `the address of Consul must be host:port, http://host:port or https://host:port, got ${JSON.stringify(address)}: ${problem}`;
  expect(() => parseConsulAddress(address)).toThrow(new RangeError(message));
});

it('does not repeat credentials', () => {
  expect(() => parseConsulAddress('http://me:secret@consul:8500')).toThrow(/^(?!.*secret).*token instead$/);
});
