import { Metadata, status as Status } from '@grpc/grpc-js';
import { toCallError } from './call-error';

const details =
  'Failed to start HTTP/2 stream with error New streams cannot be created after receiving a GOAWAY';

it.each([
  [Status.INTERNAL, false, 'UNAVAILABLE'],
  [Status.INTERNAL, true, 'INTERNAL'],
  [Status.UNAUTHENTICATED, false, 'UNAUTHENTICATED'],
  [99, true, 'UNKNOWN'],
])('makes of status %i, sent: %s, the code %s', (code, sent, expected) => {
  const metadata = new Metadata();
  metadata.set('grpc-retry-pushback-ms', '50');
  const error = toCallError({ code, details, metadata }, { number: 1, reason: 'first', sent });
  expect([error.code, error.message, error.metadata, error.remote]).toEqual([
    expected,
    details,
    { 'grpc-retry-pushback-ms': '50' },
    true,
  ]);
});

it('takes a stream that was cut off for a server that is away, not for its answer', () => {
  const status = { code: Status.INTERNAL, metadata: new Metadata() };
  const cut = { ...status, details: 'Received RST_STREAM with code 2 (Internal server error)' };
  expect(toCallError(cut, { number: 1, reason: 'first', sent: true }).code).toBe('UNAVAILABLE');
});
