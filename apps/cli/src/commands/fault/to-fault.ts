import { instanceId, methodName } from '@flotilla/governance';
import { flag } from '../../arguments/option';
import type { ValuesOf } from '../../arguments/option';
import type { Fault } from './change-faults';
import { duration, errorCode, list, share } from './fault-options';

export const faultOptions = {
  latency: duration({ min: '1ms', max: '60s' }, 'calls take so much longer'),
  code: errorCode('calls fail with it, before any work: UNAVAILABLE, INTERNAL …'),
  abort: flag('calls are worked on, and their answers lost'),
  share: share('of the calls, above 0 to 1 (default 1)'),
  instance: list(
    { placeholder: 'ID', pattern: instanceId, what: 'the id of an instance' },
    'only there (default: in all of the service)',
  ),
  method: list(
    {
      placeholder: 'METHOD',
      pattern: methodName,
      what: 'a method, as SayHello or flotilla.greeter.v1.GreeterService/SayHello',
    },
    'only these (default: all)',
  ),
  for: duration({ min: '1s', max: '24h' }, 'is over by itself after that'),
};

/**
 * The fault that the options of a command describe.
 *
 * @throws RangeError when they do nothing, or contradict each other
 */
export function toFault(options: ValuesOf<typeof faultOptions>, nowMs: number): Fault {
  const { latency, code, abort, share, instance, method, for: lastsMs } = options;
  if (latency === undefined && code === undefined && !abort)
    throw new RangeError('the fault does nothing: give --latency, --code or --abort');
  if (code !== undefined && abort) throw new RangeError('--code and --abort contradict each other: give one');
  return {
    ...(latency !== undefined && { latencyMs: latency }),
    ...(code !== undefined && { code }),
    ...(abort && { abort }),
    ...(share !== undefined && { share }),
    ...(instance && { instances: [...instance] }),
    ...(method && { methods: [...method] }),
    ...(lastsMs !== undefined && { until: new Date(nowMs + lastsMs).toISOString() }),
  };
}
