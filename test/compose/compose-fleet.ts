import { freePort } from '@flotilla/testing';
import { docker, jsonLines } from './docker';

/** As `docker compose ps` tells of it. */
export interface Container {
  readonly ID: string;
  readonly Service: string;
  readonly State: string;
}

/** What `docker inspect` tells of a container, as far as the tests look. */
export interface Inspected {
  readonly Name: string;
  readonly State: { readonly Pid: number };
  readonly Config: { readonly User: string; readonly Hostname: string };
  readonly HostConfig: {
    readonly ReadonlyRootfs: boolean;
    readonly CapDrop: readonly string[] | null;
    readonly SecurityOpt: readonly string[] | null;
    readonly Memory: number;
    readonly PidsLimit: number | null;
  };
  readonly NetworkSettings: {
    readonly Ports: Readonly<Record<string, readonly { readonly HostIp: string }[] | null>>;
  };
}

const publishedPorts = [
  'GATEWAY_PORT',
  'PROMETHEUS_PORT',
  'CONSUL_PORT',
  'ETCD_PORT',
  'GRAFANA_PORT',
  'JAEGER_PORT',
  'OTLP_PORT',
];

/** The compose file's fleet under a name and on ports of its own, with something that receives its traces. */
export class ComposeFleet {
  readonly project = `flotilla-test-${process.pid}`;
  #env: Readonly<Record<string, string>> = {};

  /** Builds the images, that of the load generator among them; resolves to how long that took, in milliseconds. */
  async build(): Promise<number> {
    const ports = await Promise.all(
      publishedPorts.map(async (name) => [name, String(await freePort())] as const),
    );
    this.#env = {
      ...Object.fromEntries(ports),
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otlp:4318',
      OTEL_TRACES_SAMPLER_ARG: '1',
    };
    return timed(() => this.compose(['--profile', 'load', 'build', '--quiet'], 600_000));
  }

  /** Starts what is not running; resolves when all is healthy, to how long that took in milliseconds. */
  async up(...args: readonly string[]): Promise<number> {
    return timed(() =>
      this.compose(['up', '--wait', '--wait-timeout', '120', '--quiet-pull', ...args], 150_000),
    );
  }

  /** Starts it on another registry, as `REGISTRY=etcd docker compose up` does. */
  async moveTo(registry: 'consul' | 'etcd'): Promise<number> {
    const profiles = process.env['COMPOSE_PROFILES']?.replace('consul', registry);
    this.#env = { ...this.#env, REGISTRY: registry, ...(profiles && { COMPOSE_PROFILES: profiles }) };
    return this.up();
  }

  /** Ends it, and removes what it has stored, and its images; what they were built from stays in the builder's cache. */
  async down(): Promise<void> {
    const all = ['--profile', '*', 'down', '--volumes', '--rmi', 'local', '--remove-orphans'];
    await this.compose([...all, '--timeout', '20'], 90_000);
  }

  /** What makes `docker compose` mean this fleet. */
  get environment(): Readonly<Record<string, string>> {
    const files = 'docker-compose.yml:test/compose/otlp.yml';
    return { ...this.#env, COMPOSE_PROJECT_NAME: this.project, COMPOSE_FILE: files };
  }

  compose(args: readonly string[], timeoutMs?: number): Promise<string> {
    return docker(['compose', ...args], {
      env: this.environment,
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
  }

  /** Where a published port is reached. @param name that of its variable, as `GATEWAY_PORT` */
  url(name: string): string {
    return `http://127.0.0.1:${this.#env[name]}`;
  }

  async containers(service?: string): Promise<Container[]> {
    const all = jsonLines<Container>(await this.compose(['ps', '--all', '--format', 'json']));
    return service === undefined ? all : all.filter(({ Service }) => Service === service);
  }

  async inspect(containers: readonly Container[]): Promise<Inspected[]> {
    return JSON.parse(await docker(['inspect', ...containers.map(({ ID }) => ID)])) as Inspected[];
  }

  /** Names of what there is of it anywhere: containers, networks, volumes and images. */
  async remains(): Promise<string[]> {
    const label = `label=com.docker.compose.project=${this.project}`;
    const listings = [
      ['ps', '--all', '--quiet', '--filter', label],
      ['network', 'ls', '--quiet', '--filter', label],
      ['volume', 'ls', '--quiet', '--filter', label],
      ['image', 'ls', '--quiet', '--filter', `reference=${this.project}-*`],
    ];
    const texts = await Promise.all(listings.map((args) => docker(args)));
    return texts.flatMap((text) => text.split('\n').filter((line) => line !== ''));
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now();
  await work();
  return performance.now() - beganMs;
}
