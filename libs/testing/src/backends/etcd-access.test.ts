import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { etcdRegistry } from '@flotilla/discovery';
import type { Instance, Registry } from '@flotilla/discovery';
import { describeWithBackend } from './describe-with-backend';
import { decideBackend } from './backend-requirement';
import type { BackendDecision } from './backend-requirement';
import { startEtcd } from './etcd-server';
import type { EtcdServer } from './etcd-server';

const decision = decideBackend('etcd', 'ETCD_BIN', process.env);
const greeter: Instance = { id: 'greeter-1', service: 'greeter', host: '127.0.0.1', port: 1, metadata: {} };
const stop = (etcd: EtcdServer): Promise<void> => etcd.close();

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** A user `app` that may do what it likes below `/flotilla/`, and nothing else. */
async function enableAuthentication({ address }: EtcdServer): Promise<void> {
  const perm = { permType: 'READWRITE', key: base64('/flotilla/'), range_end: base64('/flotilla0') };
  const steps: [string, object][] = [
    ['user/add', { name: 'root', password: 'root' }],
    ['role/add', { name: 'root' }],
    ['user/grant', { user: 'root', role: 'root' }],
    ['user/add', { name: 'app', password: 'secret' }],
    ['role/add', { name: 'app' }],
    ['role/grant', { name: 'app', perm }],
    ['user/grant', { user: 'app', role: 'app' }],
    ['enable', {}],
  ];
  for (const [step, body] of steps)
    await fetch(`${address}/v3/auth/${step}`, { method: 'POST', body: JSON.stringify(body) });
}

const guarded = {
  name: 'etcd',
  decision,
  start: async (program: string): Promise<EtcdServer> => {
    const etcd = await startEtcd({ program, flags: ['--auth-token-ttl=1'] });
    await enableAuthentication(etcd);
    return etcd;
  },
  stop,
};

describeWithBackend('registry on an etcd with authentication', guarded, (etcd) => {
  let registry: Registry;
  afterEach(() => registry.close());

  function connect(options: object): void {
    registry = etcdRegistry({ endpoints: etcd().address, ...options });
  }

  it('works below its prefix, also when its token has expired', async () => {
    connect({ username: 'app', password: 'secret' });
    const registration = registry.registrar.register(greeter);
    await registration.ready;
    await delay(2_500);
    await expect(registry.discovery.services()).resolves.toEqual(['greeter']);
    await registration.deregister();
    await expect(registry.discovery.services()).resolves.toEqual([]);
  });

  it.each([
    ['a wrong password', { username: 'app', password: 'wrong' }],
    ['no password', {}],
    ["another's prefix", { username: 'app', password: 'secret', prefix: 'other' }],
  ])('is not ready with %s, says so at most once per second, and lives', async (_what, options) => {
    connect(options);
    const registration = registry.registrar.register(greeter, { ttlMs: 1_000 });
    const codes: string[] = [];
    registration.observe((event) => event.type === 'error' && codes.push(event.error.code));
    await expect(registry.ping()).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await delay(900);
    expect(registration.state).toBe('registering');
    expect(codes).toEqual(['PERMISSION_DENIED']);
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
