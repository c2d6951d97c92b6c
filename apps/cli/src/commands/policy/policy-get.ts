import { printable } from '../../output/printable';
import { readService } from '../../registry/known-service';
import { addressOf, withRegistry } from '../../registry/registry-access';
import type { StoredPolicy } from '../../registry/stored-policy';
import { defineCommand } from '../command';
import { printReport, reportOptions } from '../report';
import { warnOfStranger } from './warnings';

export const policyGet = defineCommand({
  name: 'policy get',
  summary: 'the policy of a service, as policy set takes it; its revision on the error output',
  positionals: ['service'],
  options: reportOptions,
  run: async (options, terminal, service) =>
    withRegistry(addressOf(options['registry-url']), async (registry) => {
      const known = await readService(registry, service);
      const { policy } = known;
      const warnings = policy.state === 'none' ? await warnOfStranger(registry, known) : [];
      return printReport(terminal, options.json, {
        json: { service, ...policy },
        lines: documentLines(policy),
        remarks: [remark(service, policy)],
        warnings,
      });
    }),
});

function documentLines(stored: StoredPolicy): string[] {
  if (stored.state === 'none') return [];
  if (stored.state === 'valid') return JSON.stringify(stored.policy, undefined, 2).split('\n');
  return stored.document.split('\n').map((line) => printable(line, Infinity));
}

function remark(service: string, stored: StoredPolicy): string {
  if (stored.state === 'none') return `${service} has no policy`;
  const of = `${service}, revision ${stored.revision}`;
  if (stored.state === 'valid') return of;
  return `${of}: invalid, so that processes keep the one before: ${stored.fault}`;
}
