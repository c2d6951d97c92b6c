import type { Policy } from '@flotilla/governance';
import type { Terminal } from '../../output/terminal';
import { readService } from '../../registry/known-service';
import { addressOf, withRegistry } from '../../registry/registry-access';
import type { StoredPolicy } from '../../registry/stored-policy';
import { defineCommand } from '../command';
import { printReport, reportOptions } from '../report';
import { documentValue, readDocument } from './read-document';
import { whatToValidate } from './what-to-validate';
import { warnOf } from './warnings';

export const policyValidate = defineCommand({
  name: 'policy validate',
  summary:
    'whether a document is good: one in a file, for a service or for any, or the one that a service has',
  positionals: ['service?', 'file?'],
  options: { value: documentValue, ...reportOptions },
  run: async (options, terminal, ...words) => {
    const { service, file } = whatToValidate(words);
    const isStored = service !== undefined && file === undefined && options.value === undefined;
    const given = isStored ? undefined : await readDocument({ file, value: options.value });
    if (service === undefined) return report(terminal, options.json, given, []);
    return withRegistry(addressOf(options['registry-url']), async (registry) => {
      const known = await readService(registry, service);
      const policy = given ?? validPolicy(service, known.policy);
      return report(terminal, options.json, policy, await warnOf(registry, known, policy));
    });
  },
});

function validPolicy(service: string, stored: StoredPolicy): Policy {
  if (stored.state === 'valid') return stored.policy;
  throw new Error(
    stored.state === 'none'
      ? `${service} has no policy: give a document to validate`
      : `the policy of ${service}, revision ${stored.revision}, is invalid: ${stored.fault}`,
  );
}

function report(
  terminal: Terminal,
  asJson: boolean,
  policy: Policy | undefined,
  warnings: readonly string[],
): number {
  return printReport(terminal, asJson, {
    json: { valid: true, policy, warnings },
    lines: ['valid'],
    warnings,
  });
}
