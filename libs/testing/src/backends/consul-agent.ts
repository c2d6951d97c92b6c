import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from './free-port';
import { Program } from './program';

const startTimeoutMs = 20_000;
const pollMs = 50;

/** A real Consul agent in development mode: one server, nothing on disk. */
export interface ConsulAgent {
  /** For example `http://127.0.0.1:41234`; the same after a restart. */
  readonly address: string;
  /** Undefined while it is stopped. */
  readonly pid: number | undefined;
  /** @param signal default SIGKILL: a development agent has nothing to save. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again, stopped or not: on the same port, empty. */
  restart(): Promise<void>;
  /** Freezes it (SIGSTOP): it accepts connections and answers nothing. */
  pause(): void;
  resume(): void;
}

export interface StartConsulOptions {
  /** HTTP port. Default: a free one. */
  port?: number;
  /** Path of the program. Default `$CONSUL_BIN`. */
  program?: string;
  /** Turns ACLs on: nobody may do anything, except with this token, which may do everything. Default: no ACLs. */
  managementToken?: string;
}

interface ConsulPorts {
  readonly http: number;
  readonly serf: number;
  readonly server: number;
}

function toAclArguments(token: string | undefined): string[] {
  if (token === undefined) return [];
  const tokens = `tokens { master = "${token}" agent = "${token}" }`;
  return ['-hcl', `acl { enabled = true default_policy = "deny" ${tokens} }`];
}

function toArguments({ http, serf, server }: ConsulPorts): string[] {
  const ports = { http, 'serf-lan': serf, 'serf-wan': -1, server, dns: -1, grpc: -1, https: -1 };
  const flags = Object.entries(ports).flatMap(([name, port]) => [`-${name}-port`, String(port)]);
  return [
    'agent',
    '-dev',
    '-bind',
    '127.0.0.1',
    '-client',
    '127.0.0.1',
    '-disable-host-node-id',
    '-log-level',
    'warn',
    ...flags,
  ];
}

function fetchText(url: string, headers: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, timeout: 1_000, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(text));
    });
    request
      .on('timeout', () => request.destroy(new Error(`${url} did not answer within 1 s`)))
      .on('error', reject);
  });
}

/** It leads, and it has entered itself in its catalog. */
async function isReady(address: string, token: string | undefined): Promise<boolean> {
  try {
    const headers = token === undefined ? {} : { 'x-consul-token': token };
    const node = await fetchText(`${address}/v1/health/service/consul?passing`, headers);
    return node.includes('"serfHealth"');
  } catch {
    return false;
  }
}

async function launch(
  program: string,
  ports: ConsulPorts,
  address: string,
  token: string | undefined,
): Promise<Program> {
  const consul = new Program(program, [...toArguments(ports), ...toAclArguments(token)]);
  const giveUpAt = performance.now() + startTimeoutMs;
  while (!(await isReady(address, token))) {
    if (!consul.running || performance.now() > giveUpAt) {
      await consul.stop();
      throw new Error(`${program} did not become ready at ${address}. Its last output:\n${consul.output}`);
    }
    await delay(pollMs);
  }
  return consul;
}

/**
 * Starts a Consul agent and waits until it answers.
 *
 * @throws Error with the agent's output when it does not become ready within 20 s.
 */
export async function startConsul(options: StartConsulOptions = {}): Promise<ConsulAgent> {
  const program = options.program ?? process.env['CONSUL_BIN'];
  if (!program) throw new Error('CONSUL_BIN is not set: set it to the path of a consul program');
  const [http = 0, serf = 0, server = 0] = await freePorts(3);
  const ports: ConsulPorts = { http: options.port ?? http, serf, server };
  const address = `http://127.0.0.1:${ports.http}`;
  const start = (): Promise<Program> => launch(program, ports, address, options.managementToken);
  let consul = await start();
  return {
    address,
    get pid() {
      return consul.running ? consul.pid : undefined;
    },
    stop: (signal) => consul.stop(signal),
    restart: async () => {
      await consul.stop();
      consul = await start();
    },
    pause: () => consul.kill('SIGSTOP'),
    resume: () => consul.kill('SIGCONT'),
  };
}
