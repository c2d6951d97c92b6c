import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decideBackend, describeDecided } from '@flotilla/testing';
import { alerts, filesIn, folder } from './rule-files';

const timeoutMs = 60_000;

/** What promtool says, and whether it is content. */
function run(promtool: string, ...args: string[]): { readonly content: boolean; readonly output: string } {
  const { status, stdout, stderr, error } = spawnSync(promtool, args, {
    encoding: 'utf8',
    timeout: timeoutMs,
  });
  if (error) throw error;
  return { content: status === 0, output: stdout + stderr };
}

const good = { content: true, output: expect.stringContaining('SUCCESS') as string };

/** The configuration for Consul, with fixed targets in Consul's place: for programs that are built without it. */
function withoutConsul(): string {
  const text = readFileSync(join(folder, 'prometheus.yml'), 'utf8');
  return text.replace(
    /consul_sd_configs:\n(?: {6}.*\n)+/,
    'static_configs: [{ targets: [localhost:9464] }]\n',
  );
}

describeDecided(
  'rules',
  'prometheus',
  decideBackend('prometheus', 'PROMTOOL_BIN', process.env),
  (promtool) => {
    it('are valid', () => {
      expect(run(promtool, 'check', 'rules', ...filesIn('rules'))).toEqual(good);
    });

    it.each(filesIn('tests'))(
      'do what %s expects',
      (file) => {
        expect(run(promtool, 'test', 'rules', file)).toEqual(good);
      },
      timeoutMs,
    );

    it('can be loaded by the configuration for etcd', () => {
      expect(run(promtool, 'check', 'config', join(folder, 'prometheus.etcd.yml'))).toEqual(good);
    });

    it('can be loaded by the configuration for Consul, whose discovery this promtool may not know', () => {
      const scratch = mkdtempSync(join(tmpdir(), 'prometheus-'));
      try {
        const file = join(scratch, 'prometheus.yml');
        writeFileSync(file, withoutConsul());
        expect(run(promtool, 'check', 'config', file)).toEqual(good);
      } finally {
        rmSync(scratch, { recursive: true });
      }
    });
  },
);

describeDecided(
  'configuration for Consul',
  'prometheus',
  decideBackend('prometheus', 'PROMTOOL_CONSUL_SD_BIN', process.env),
  (promtool) => {
    it.each(['prometheus.yml', 'prometheus.etcd.yml'])('%s is valid', (file) => {
      expect(run(promtool, 'check', 'config', join(folder, file))).toEqual(good);
    });

    it('goes with rules that this version, too, can load', () => {
      expect(run(promtool, 'check', 'rules', ...filesIn('rules'))).toEqual(good);
    });
  },
);

describe('alerts', () => {
  const operations = readFileSync(join(folder, '..', 'docs', 'reference', 'operations.md'), 'utf8');
  const tests = filesIn('tests')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');

  it.each(alerts)('$alert says how bad it is, and what to do', ({ alert, labels, annotations }) => {
    expect(labels?.['severity']).toMatch(/^(page|ticket)$/);
    expect(annotations?.['summary']).toBeTruthy();
    expect(annotations?.['description']).toMatch(/\{\{ \$(labels|value)/);
    expect(annotations?.['runbook']).toBe(`docs/reference/operations.md#${alert?.toLowerCase()}`);
    expect(operations).toContain(`\n### ${alert}\n\n**${labels?.['severity']}.**`);
  });

  it.each([...new Set(alerts.map(({ alert }) => alert))])(
    '%s has a test that it fires, and one that it is silent',
    (alert) => {
      const cases = tests
        .split(/alertname: /)
        .filter((text) => text.startsWith(`${alert}\n`) || text.startsWith(`${alert},`));
      expect(cases.some((text) => /exp_alerts/.test(text))).toBe(true);
      expect(cases.some((text) => !/exp_alerts/.test(text))).toBe(true);
    },
  );
});
