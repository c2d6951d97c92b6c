import { get } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port';
import { Program } from './program';

const startTimeoutMs = 20_000;
const pollMs = 25;

/** A real etcd: a cluster of one, with data of its own. */
export interface EtcdServer {
  /** For example `http://127.0.0.1:41234`, as `ETCD_ENDPOINTS` takes it; the same after a restart. */
  readonly address: string;
  /** Undefined while it is stopped. */
  readonly pid: number | undefined;
  /** @param signal default SIGKILL. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again, stopped or not: on the same port, empty. */
  restart(options?: { keepData?: boolean }): Promise<void>;
  /** Freezes it (SIGSTOP): it accepts connections and answers nothing. */
  pause(): void;
  resume(): void;
  /** Ends it, and removes its data. */
  close(): Promise<void>;
}

export interface StartEtcdOptions {
  /** Client port. Default: a free one. */
  port?: number;
  /** Path of the program. Default `$ETCD_BIN`. */
  program?: string;
  /** PEM files: clients must use https then, and show a certificate that `caFile` signed. */
  tls?: { readonly certFile: string; readonly keyFile: string; readonly caFile: string };
  /** More of its flags. */
  flags?: readonly string[];
}

interface EtcdUrls {
  readonly client: string;
  readonly peer: string;
  /** Its health and metrics, never encrypted. */
  readonly metrics: string;
}

function toArguments({ client, peer, metrics }: EtcdUrls, { tls, flags = [] }: StartEtcdOptions): string[] {
  const settings = {
    'listen-client-urls': client,
    'advertise-client-urls': client,
    'listen-peer-urls': peer,
    'initial-advertise-peer-urls': peer,
    'initial-cluster': `default=${peer}`,
    'listen-metrics-urls': metrics,
    'log-level': 'error',
    // Ready in 0.3 s instead of 1.5; leases of 1 s instead of 2.
    'heartbeat-interval': '20',
    'election-timeout': '200',
    ...(tls && { 'cert-file': tls.certFile, 'key-file': tls.keyFile, 'trusted-ca-file': tls.caFile }),
  };
  const secure = tls ? ['--client-cert-auth'] : [];
  return [
    '--unsafe-no-fsync',
    ...secure,
    ...Object.entries(settings).map(([name, value]) => `--${name}=${value}`),
    ...flags,
  ];
}

function isHealthy(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(`${url}/health`, { agent: false, timeout: 1_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy()).on('error', () => resolve(false));
  });
}

async function launch(program: string, args: readonly string[], urls: EtcdUrls): Promise<Program> {
  const etcd = new Program(program, args);
  const giveUpAt = performance.now() + startTimeoutMs;
  while (!(await isHealthy(urls.metrics))) {
    if (!etcd.running || performance.now() > giveUpAt) {
      await etcd.stop();
      throw new Error(`${program} did not become ready at ${urls.client}. Its last output:\n${etcd.output}`);
    }
    await delay(pollMs);
  }
  return etcd;
}

async function chooseUrls({ port, tls }: StartEtcdOptions): Promise<EtcdUrls> {
  return {
    client: `${tls ? 'https' : 'http'}://127.0.0.1:${port ?? (await freePort())}`,
    peer: `http://127.0.0.1:${await freePort()}`,
    metrics: `http://127.0.0.1:${await freePort()}`,
  };
}

/**
 * Starts etcd and waits until it answers.
 *
 * @throws Error with its output when it does not become ready within 20 s.
 */
export async function startEtcd(options: StartEtcdOptions = {}): Promise<EtcdServer> {
  const program = options.program ?? process.env['ETCD_BIN'];
  if (!program) throw new Error('ETCD_BIN is not set: set it to the path of an etcd program');
  const urls = await chooseUrls(options);
  const data = await mkdtemp(join(tmpdir(), 'flotilla-etcd-'));
  const remove = (): Promise<void> => rm(data, { recursive: true, force: true, maxRetries: 5 });
  const start = (): Promise<Program> =>
    launch(program, [`--data-dir=${join(data, 'etcd')}`, ...toArguments(urls, options)], urls);
  let etcd = await start().catch((error: unknown) => remove().then(() => Promise.reject(error)));
  return {
    address: urls.client,
    get pid() {
      return etcd.running ? etcd.pid : undefined;
    },
    stop: (signal) => etcd.stop(signal),
    restart: async ({ keepData = false } = {}) => {
      await etcd.stop();
      if (!keepData) await remove();
      etcd = await start();
    },
    pause: () => etcd.kill('SIGSTOP'),
    resume: () => etcd.kill('SIGCONT'),
    close: async () => {
      await etcd.stop();
      await remove();
    },
  };
}
