import { neverAborted, toMethod } from '@flotilla/call';
import type { Attempt, CallContext } from '@flotilla/call';
import { GreeterServiceDefinition } from '@flotilla/contracts';
import { toServerTiming } from './server-timing';

function contextOf(...endpointIds: (string | undefined)[]): CallContext {
  const attempts = endpointIds.map((endpointId, index): Attempt => {
    return {
      number: index + 1,
      reason: 'retry',
      sent: true,
      ...(endpointId !== undefined && { endpointId }),
    };
  });
  const method = toMethod(GreeterServiceDefinition, GreeterServiceDefinition.methods.sayHello);
  return { method, deadline: Infinity, signal: neverAborted, metadata: {}, attempts };
}

it.each([
  [contextOf('greeter-2'), 3.14, 'OK', 'sayhello;desc="greeter-2, 1 attempt";dur=3.1'],
  [
    contextOf('greeter-1', 'greeter-2'),
    20,
    'OK',
    'sayhello;desc="greeter-1 > greeter-2, 2 attempts";dur=20.0',
  ],
  [contextOf('greeter-1'), 0, 'NOT_FOUND', 'sayhello;desc="greeter-1, 1 attempt, NOT_FOUND";dur=0.0'],
  [
    contextOf(undefined),
    2_000,
    'UNAVAILABLE',
    'sayhello;desc="no instance, 1 attempt, UNAVAILABLE";dur=2000.0',
  ],
  [contextOf(), 0, 'CANCELLED', 'sayhello;desc="no instance, 0 attempts, CANCELLED";dur=0.0'],
  [contextOf(...'abcdef'), 1, 'OK', 'sayhello;desc="a > b > c > d > e > ..., 6 attempts";dur=1.0'],
] as const)('is an entry of the header', (context, ms, code, entry) => {
  expect(toServerTiming(context, ms, code)).toBe(entry);
});

it.each([
  ['a"b\\c', 'a?b?c'],
  ['a\r\nset-cookie: b', 'a??set-cookie: b'],
  ['é😀', '???'],
  ['x'.repeat(1_000), 'x'.repeat(64)],
])('shows of the id %j what a quoted text may hold', (id, shown) => {
  expect(toServerTiming(contextOf(id), 1, 'OK')).toBe(`sayhello;desc="${shown}, 1 attempt";dur=1.0`);
});
