import { rm, writeFile } from 'node:fs/promises';
import { decideRegistry, describeDecided } from '@flotilla/testing';
import { forgetfulConsul } from './forgetful-consul';
import type { Deed, Guarded, Running } from './guarded';
import { guardedConsul } from './guarded-consul';
import { guardedEtcd } from './guarded-etcd';
import { SecretsProgram } from './secrets-program';

const always = [
  'postgres/password',
  'orders/database-url',
  'grafana/admin-password',
  'prometheus/prometheus.yml',
];

describeDecided('secrets on consul', 'consul', decideRegistry('consul'), (program) =>
  suite('consul', program, guardedConsul),
);
describeDecided('secrets on etcd', 'etcd', decideRegistry('etcd'), (program) =>
  suite('etcd', program, guardedEtcd),
);

function suite(registry: string, program: string, guarded: Guarded): void {
  const { handed, shown, permits } = guarded;
  let running: Running;
  let secrets: SecretsProgram;

  beforeAll(async () => {
    running = await guarded.start(program);
    secrets = await SecretsProgram.create(registry);
    await secrets.make(running.address);
  }, 40_000);

  afterAll(async () => {
    await running?.close();
    await secrets?.close();
  });

  it('hands everybody what they need', async () => {
    const files = [...always, ...handed];
    expect(Object.keys(await secrets.written())).toEqual(expect.arrayContaining(files));
    expect(await Promise.all(files.map((file) => secrets.read(file)))).not.toContain('');
    expect(await secrets.read('prometheus/prometheus.yml')).not.toContain('_TOKEN}\n');
  });

  it('tells an operator what there is', async () => {
    const { output } = await secrets.run(['show']);
    expect(output).toMatch(shown);
  });

  it.each<[string, Deed, string, boolean]>([
    ['operator', 'write', 'greeter', true],
    ['greeter', 'register', 'greeter', true],
    ['greeter', 'register', 'gateway', false],
    ['greeter', 'read', 'greeter', true],
    ['greeter', 'read', 'orders', false],
    ['greeter', 'write', 'greeter', false],
    ['gateway', 'register', 'greeter', false],
    ['gateway', 'read', 'orders', true],
    ['gateway', 'write', 'gateway', false],
    ['load', 'register', 'greeter', false],
    ['load', 'read', 'greeter', false],
    ['nobody', 'read', 'greeter', false],
    ['nobody', 'register', 'greeter', false],
  ])('lets %s %s %s: %j', async (who, deed, service, permitted) => {
    expect(await permits(running.address, secrets, who, deed, service)).toBe(permitted);
  });

  it('changes nothing when it runs again', async () => {
    const before = await secrets.written();
    await secrets.make(running.address);
    expect(await secrets.written()).toEqual(before);
  });

  it('heals after a write that was interrupted', async () => {
    const file = handed[0] ?? '';
    const kept = await secrets.read(file);
    await rm(secrets.path(file));
    await writeFile(`${secrets.path(file)}.new`, 'hal', { mode: 0o444 });
    await secrets.make(running.address);
    expect(await secrets.read(file)).toBe(kept);
  });

  it('says what to do when the secrets are lost and the registry is not', async () => {
    const stranger = await SecretsProgram.create(registry);
    const { code, output } = await stranger.run(['make', '--address', running.address]);
    await stranger.close();
    expect(code).toBe(1);
    expect(output).toMatch(/than the one kept here: start over with `docker compose --profile '\*' down -v`/);
  });

  it('makes kept secrets valid again in a registry that lost its data', async () => {
    const before = await secrets.read(handed[0] ?? '');
    await running.close();
    running = await guarded.start(program);
    await secrets.make(running.address);
    expect(await secrets.read(handed[0] ?? '')).toBe(before);
    expect(await permits(running.address, secrets, 'greeter', 'register', 'greeter')).toBe(true);
    expect(await permits(running.address, secrets, 'operator', 'write', 'greeter')).toBe(true);
  }, 40_000);

  describe('when rules have changed', () => {
    beforeAll(async () => {
      await guarded.changeRules(secrets.settings);
      await secrets.make(running.address);
    });

    it.each<[string, Deed, string, boolean]>([
      ['greeter', 'write', 'greeter', true],
      ['greeter', 'register', 'greeter', false],
      ['orders', 'register', 'orders', false],
      ['gateway', 'read', 'orders', false],
      ['gateway', 'read', 'greeter', true],
    ])('lets %s %s %s: %j', async (who, deed, service, permitted) => {
      expect(await permits(running.address, secrets, who, deed, service)).toBe(permitted);
    });
  });
}

it('keeps the token of a Consul whose answer to the bootstrap got lost', async () => {
  const consul = await forgetfulConsul();
  const secrets = await SecretsProgram.create('consul');
  await secrets.make(consul.address);
  expect(await secrets.read('consul-token')).toBe(consul.token());
  await consul.close();
  await secrets.close();
});

it.each([
  [['make', '--registry', 'zookeeper'], 'REGISTRY must be one of consul, etcd, got zookeeper'],
  [['tell'], 'the command must be make or show, got tell'],
])('does not take %j', async (args, message) => {
  const secrets = await SecretsProgram.create('consul');
  expect(await secrets.run(args)).toEqual({ code: 1, output: `secrets: ${message}\n` });
  await secrets.close();
});
