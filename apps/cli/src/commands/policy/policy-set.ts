import type { Registry } from '@flotilla/discovery';
import type { Policy } from '@flotilla/governance';
import { flag, text } from '../../arguments/option';
import { tryWrite } from '../../registry/change-policy';
import { readService } from '../../registry/known-service';
import type { KnownService } from '../../registry/known-service';
import { addressOf, withRegistry } from '../../registry/registry-access';
import { revisionOf } from '../../registry/stored-policy';
import { defineCommand } from '../command';
import { printReport, reportOptions } from '../report';
import { documentValue, readDocument } from './read-document';
import { warnOf } from './warnings';

interface Condition {
  readonly force: boolean;
  readonly 'if-revision': string | undefined;
}

export const policySet = defineCommand({
  name: 'policy set',
  summary: 'replaces the policy of a service by the document in a file, or on the standard input (-)',
  positionals: ['service', 'file?'],
  options: {
    value: documentValue,
    'if-revision': text(
      'R',
      'only over this revision, as policy get showed it; absent: only where there is none',
    ),
    force: flag('whatever revision is there'),
    ...reportOptions,
  },
  run: async (options, terminal, service, file) => {
    if (options.force && options['if-revision'] !== undefined)
      throw new RangeError('--force and --if-revision contradict each other: give one');
    const policy = await readDocument({ file, value: options.value });
    return withRegistry(addressOf(options['registry-url']), async (registry) => {
      const known = await readService(registry, service);
      const revision = await write(registry, known, policy, options);
      const warnings = await warnOf(registry, known, policy);
      return printReport(terminal, options.json, {
        json: { service, revision, policy, warnings },
        lines: [`the policy of ${service} is at revision ${revision}`],
        warnings,
      });
    });
  },
});

/** @throws Error when somebody else has written since what is to be replaced was read. */
async function write(
  { config }: Registry,
  { name, policy: stored }: KnownService,
  policy: Policy,
  { force, 'if-revision': expected }: Condition,
): Promise<string> {
  const ifRevision = force ? undefined : (expected ?? revisionOf(stored));
  const revision = await tryWrite(config, name, policy, ifRevision);
  if (revision !== undefined) return revision;
  throw new Error(
    `somebody else changed the policy of ${name}: see flotilla policy get ${name}, then try again (--force overwrites)`,
  );
}
