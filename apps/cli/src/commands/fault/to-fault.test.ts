import { parseArguments } from '../../arguments/parse-arguments';
import { faultOptions, toFault } from './to-fault';

const nowMs = Date.parse('2027-01-31T12:00:00Z');
const read = (args: string) => toFault(parseArguments(args.split(' '), faultOptions).values, nowMs);

it.each([
  ['--latency 500ms', { latencyMs: 500 }],
  ['--latency 1.5s --code INTERNAL', { latencyMs: 1_500, code: 'INTERNAL' }],
  ['--latency 1m --abort', { latencyMs: 60_000, abort: true }],
  ['--abort --share 0.25', { abort: true, share: 0.25 }],
  ['--abort --instance a-1,a-2', { abort: true, instances: ['a-1', 'a-2'] }],
  ['--abort --method Get,x.Quotes/Add', { abort: true, methods: ['Get', 'x.Quotes/Add'] }],
  ['--abort --for 30s', { abort: true, until: '2027-01-31T12:00:30.000Z' }],
  ['--abort --for 1h', { abort: true, until: '2027-01-31T13:00:00.000Z' }],
])('reads %s', (args, fault) => {
  expect(read(args)).toEqual(fault);
});

const time = 'must be a time, 1ms to 60s, as 500ms, 2s or 1m';

it.each([
  ['--latency 500', `--latency ${time}, got "500"`],
  ['--latency 0ms', `--latency ${time}, got "0ms"`],
  ['--latency 61s', `--latency ${time}, got "61s"`],
  ['--latency -1s', `--latency ${time}, got "-1s"`],
  ['--abort --for 999ms', '--for must be a time, 1s to 24h, as 500ms, 2s or 1m, got "999ms"'],
  ['--abort --for 25h', '--for must be a time, 1s to 24h, as 500ms, 2s or 1m, got "25h"'],
  ['--abort --share 0', '--share must be a share, above 0 to 1, got "0"'],
  ['--abort --share 50%', '--share must be a share, above 0 to 1, got "50%"'],
  [
    '--code UNAVALABLE',
    '--code must be a gRPC code, as UNAVAILABLE, got "UNAVALABLE" (did you mean UNAVAILABLE?)',
  ],
  ['--code OK', '--code must be a gRPC code, as UNAVAILABLE, got "OK"'],
  ['--abort --instance a,,b', '--instance must be the id of an instance, got "a,,b"'],
  [
    '--abort --method x/y/z',
    '--method must be a method, as SayHello or flotilla.greeter.v1.GreeterService/SayHello, got "x/y/z"',
  ],
  ['--share 0.5', 'the fault does nothing: give --latency, --code or --abort'],
  ['--code INTERNAL --abort', '--code and --abort contradict each other: give one'],
])('refuses %s', (args, message) => {
  expect(() => read(args)).toThrow(new RangeError(message));
});
