import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { etcdRegistry } from '@flotilla/discovery';
import type { Instance } from '@flotilla/discovery';
import { describeWithBackend } from './describe-with-backend';
import { decideBackend } from './backend-requirement';
import type { BackendDecision } from './backend-requirement';
import { startEtcd } from './etcd-server';
import type { EtcdServer } from './etcd-server';
import { startGuardedEtcd } from './guarded-etcd';
import type { GuardedRegistry } from './guarded-registry';

const decision = decideBackend('etcd', 'ETCD_BIN', process.env);
const greeter: Instance = { id: 'greeter-1', service: 'greeter', host: '127.0.0.1', port: 1, metadata: {} };

const guarded = {
  name: 'etcd',
  decision,
  start: (program: string) => startGuardedEtcd({ program, flags: ['--auth-token-ttl=1'] }),
  stop: (etcd: GuardedRegistry) => etcd.close(),
};

describeWithBackend('registry on an etcd with authentication', guarded, (etcd) => {
  it('works when its token has expired', async () => {
    const registry = etcd().open('member');
    await registry.registrar.register(greeter).ready;
    await delay(2_500);
    await expect(registry.discovery.services()).resolves.toEqual(['greeter']);
    await registry.close();
  });

  it("is denied another's prefix", async () => {
    const credentials = { username: 'member', password: 'secret' };
    const registry = etcdRegistry({ endpoints: etcd().address, ...credentials, prefix: 'other' });
    await expect(registry.ping()).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await registry.close();
  });
});

/** One certificate for all: of the authority, the server, the client. */
async function createCertificate(): Promise<{ folder: string; certFile: string; keyFile: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'flotilla-tls-'));
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
  const subject = ['-subj', '/CN=flotilla', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '1'];
  execFileSync('openssl', ['req', '-x509', ...key, ...subject, '-out', certFile], { stdio: 'pipe' });
  return { folder, certFile, keyFile };
}

interface SecureEtcd {
  readonly server: EtcdServer;
  readonly folder: string;
  readonly cert: string;
  readonly key: string;
}

const withoutOpenssl: BackendDecision = { run: false, reason: 'openssl is not installed', required: false };

const secure = {
  name: 'etcd',
  decision: spawnSync('openssl', ['version']).status === 0 ? decision : withoutOpenssl,
  start: async (program: string): Promise<SecureEtcd> => {
    const { folder, certFile, keyFile } = await createCertificate();
    const server = await startEtcd({ program, tls: { certFile, keyFile, caFile: certFile } });
    return { server, folder, cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
  },
  stop: async ({ server, folder }: SecureEtcd): Promise<void> => {
    await server.close();
    await rm(folder, { recursive: true });
  },
};

describeWithBackend('registry on an etcd with TLS', secure, (etcd) => {
  it('registers and watches with a client certificate', async () => {
    const { server, cert, key } = etcd();
    const registry = etcdRegistry({ endpoints: server.address, tls: { ca: cert, cert, key } });
    registry.registrar.register(greeter);
    for await (const { instances } of registry.discovery.watch('greeter')) if (instances.length > 0) break;
    await registry.close();
  });

  it.each([
    ['that it does not trust', () => ({}), 'does not answer: self-signed certificate'],
    ['that wants a certificate of it', () => ({ ca: etcd().cert }), 'does not answer: '],
  ])('says what is wrong with a server %s', async (_what, tls, message) => {
    const { address } = etcd().server;
    const registry = etcdRegistry({ endpoints: address, tls: tls() });
    await expect(registry.ping()).rejects.toThrow(`etcd at ${address} ${message}`);
    await registry.close();
  });
});
