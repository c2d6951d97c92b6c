import { Metadata as GrpcMetadata } from '@grpc/grpc-js';
import type { Metadata } from '@flotilla/call';
import { fromGrpcMetadata, toGrpcMetadata } from './metadata';

it('carries text there and back, with names in lower case', () => {
  const metadata = { 'x-user': 'ada', Authorization: 'Bearer x.y', empty: '' };
  expect(fromGrpcMetadata(toGrpcMetadata(metadata))).toEqual({
    'x-user': 'ada',
    authorization: 'Bearer x.y',
    empty: '',
  });
});

it('leaves out binary values that arrive, and all but the first of a name', () => {
  const arrived = new GrpcMetadata();
  arrived.set('trace-bin', Buffer.from([0, 1]));
  arrived.add('x-user', 'ada');
  arrived.add('x-user', 'grace');
  expect(fromGrpcMetadata(arrived)).toEqual({ 'x-user': 'ada' });
});

it('takes metadata of just 16 KiB', () => {
  expect(() => toGrpcMetadata({ name: 'x'.repeat(16 * 1024 - 4) })).not.toThrow();
});

const names = 'metadata must have names that HTTP/2 allows, got';
const values = 'metadata must have values of printable ASCII, unlike that of name';
it.each<[unknown, string]>([
  [{ 'bad name': 'x' }, `${names} "bad name"`],
  [{ '': 'x' }, `${names} ""`],
  [{ ':path': '/' }, `${names} ":path"`],
  [{ Connection: 'close' }, `${names} "Connection"`],
  [{ 'transfer-encoding': 'chunked' }, `${names} "transfer-encoding"`],
  [{ 'Trace-Bin': 'AAE=' }, 'metadata must be text, got "Trace-Bin", a name for binary values'],
  [{ name: 'José' }, values],
  [{ name: 'a\r\nb' }, values],
  [{ name: undefined }, values],
  [{ name: 7 }, values],
  [{ name: 'x'.repeat(16 * 1024 - 3) }, 'metadata must not be larger than 16384 bytes, got 16385'],
])('refuses the metadata in row %#', (metadata, message) => {
  expect(() => toGrpcMetadata(metadata as Metadata)).toThrow(new RangeError(message));
});
