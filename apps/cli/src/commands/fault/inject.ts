import type { Registry } from '@flotilla/discovery';
import { changePolicy } from '../../registry/change-policy';
import { readService } from '../../registry/known-service';
import { addressOf, withRegistry } from '../../registry/registry-access';
import { defineCommand } from '../command';
import { unknownInstance } from '../drain/unknown-instance';
import { warnOfStranger } from '../policy/warnings';
import { printReport, reportOptions } from '../report';
import { addFault, faultsInForce } from './change-faults';
import type { Fault } from './change-faults';
import { describeFault } from './describe-fault';
import { faultOptions, toFault } from './to-fault';

/** `flotilla fault <service>`: one word alone, as the service follows it. */
export const inject = defineCommand({
  name: 'fault',
  summary:
    'makes calls of a service late, fail, or lose their answers, on purpose, beside the faults that it has',
  positionals: ['service'],
  options: { ...faultOptions, ...reportOptions },
  run: async (options, terminal, service) => {
    const nowMs = Date.now();
    const fault = toFault(options, nowMs);
    const { revision, faults } = await withRegistry(addressOf(options['registry-url']), (registry) =>
      injectIn(registry, service, fault, nowMs),
    );
    return printReport(terminal, options.json, {
      json: { service, fault, faults, revision },
      lines: [
        `${service} has within a second:`,
        ...faults.map((each) => `  ${describeFault(each, nowMs)}`),
        `undo: flotilla fault clear ${service}`,
      ],
    });
  },
});

async function injectIn(registry: Registry, service: string, fault: Fault, nowMs: number) {
  await assertKnown(registry, service, fault);
  let faults: readonly Fault[] = [];
  const { revision } = await changePolicy(registry.config, service, (policy) => {
    const after = addFault(policy, fault, nowMs);
    faults = faultsInForce(after, nowMs);
    return after;
  });
  return { revision, faults };
}

/** A mistyped name would look as if nothing came of the fault. */
async function assertKnown(registry: Registry, service: string, { instances = [] }: Fault): Promise<void> {
  const known = await readService(registry, service);
  const [stranger] = await warnOfStranger(registry, known);
  if (stranger !== undefined) throw new Error(`${stranger}: flotilla services lists those that are`);
  const unknown = instances.find((id) => known.instances.every((each) => each.id !== id));
  if (unknown !== undefined) throw unknownInstance(unknown, [known]);
}
