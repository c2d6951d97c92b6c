import type { ConfigStore, Registry } from '@flotilla/discovery';
import { changePolicy } from '../../registry/change-policy';
import { readService, readServices } from '../../registry/known-service';
import type { KnownService } from '../../registry/known-service';
import { addressOf, withRegistry } from '../../registry/registry-access';
import { defineCommand } from '../command';
import { warnOfStranger } from '../policy/warnings';
import { printReport, reportOptions } from '../report';
import { clearFaults } from './change-faults';

interface Cleared {
  readonly service: string;
  /** False: it had none. */
  readonly changed: boolean;
  readonly revision: string;
}

export const clear = defineCommand({
  name: 'fault clear',
  summary: 'takes all faults away, of one service or of all that are registered',
  positionals: ['service?'],
  options: reportOptions,
  run: async (options, terminal, service) => {
    const { cleared, warnings } = await withRegistry(addressOf(options['registry-url']), (registry) =>
      service === undefined ? clearAll(registry) : clearOne(registry, service),
    );
    const done = cleared.filter(({ changed }) => changed);
    const nothing = service === undefined ? 'no service has faults' : `${service} has no faults`;
    return printReport(terminal, options.json, {
      json: { cleared, warnings },
      lines: done.length > 0 ? done.map((each) => `${each.service} has no faults any more`) : [nothing],
      warnings,
    });
  },
});

interface Outcome {
  readonly cleared: readonly Cleared[];
  readonly warnings: readonly string[];
}

async function clearOne(registry: Registry, service: string): Promise<Outcome> {
  const known = await readService(registry, service);
  const cleared = await clearIn(registry.config, service);
  return { cleared: [cleared], warnings: cleared.changed ? [] : await warnOfStranger(registry, known) };
}

/** An invalid policy of one service does not keep the faults of the others. */
async function clearAll(registry: Registry): Promise<Outcome> {
  const services = await readServices(registry);
  const cleared = await Promise.all(
    services.filter(hasFaults).map(({ name }) => clearIn(registry.config, name)),
  );
  const invalid = services.filter(({ policy }) => policy.state === 'invalid');
  return {
    cleared,
    warnings: invalid.map(({ name }) => `the policy of ${name} is invalid, and left as it is`),
  };
}

function hasFaults({ policy }: KnownService): boolean {
  return policy.state === 'valid' && policy.policy.faults !== undefined;
}

async function clearIn(config: ConfigStore, service: string): Promise<Cleared> {
  const { isChanged, revision } = await changePolicy(config, service, clearFaults);
  return { service, changed: isChanged, revision };
}
