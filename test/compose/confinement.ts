import type { ComposeFleet, Inspected } from './compose-fleet';
import { docker } from './docker';

const megabyte = 1024 * 1024;

export function confinement(fleet: ComposeFleet): void {
  let containers: Inspected[];

  beforeAll(async () => {
    const all = await fleet.containers();
    containers = await fleet.inspect(all.filter(({ Service }) => Service !== 'otlp'));
  });

  /** Names of the containers for which something does not hold. */
  const not = (holds: (container: Inspected) => boolean): string[] =>
    containers.filter((each) => !holds(each)).map(({ Name }) => Name);

  it.each<[string, (container: Inspected) => boolean]>([
    ['reads only its own root', ({ HostConfig }) => HostConfig.ReadonlyRootfs],
    ['has no capability', ({ HostConfig }) => HostConfig.CapDrop?.join() === 'ALL'],
    ['gains no privileges', ({ HostConfig }) => HostConfig.SecurityOpt?.join() === 'no-new-privileges:true'],
    ['is bounded in memory', ({ HostConfig }) => HostConfig.Memory > 0],
    ['is bounded in processes', ({ HostConfig }) => (HostConfig.PidsLimit ?? 0) > 0],
    [
      'runs as root only where there is no other user',
      ({ Name, Config }) => /secrets|etcd/.test(Name) || !['', '0', 'root'].includes(Config.User),
    ],
    [
      'publishes on 127.0.0.1 only',
      ({ NetworkSettings }) =>
        Object.values(NetworkSettings.Ports)
          .flatMap((each) => each ?? [])
          .every(({ HostIp }) => HostIp === '127.0.0.1'),
    ],
  ])('each container %s', (_, holds) => {
    expect(not(holds)).toEqual([]);
  });

  it('is 2 GB of memory at most', () => {
    const bytes = containers.reduce((sum, { HostConfig }) => sum + HostConfig.Memory, 0);
    expect(bytes).toBeLessThanOrEqual(2_048 * megabyte);
  });

  it.each(['greeter', 'orders', 'gateway', 'load'])(
    'has an image of %s of at most 300 MB',
    async (service) => {
      const image = `${fleet.project}-${service}`;
      const size = Number(await docker(['image', 'inspect', '--format', '{{.Size}}', image]));
      process.stdout.write(`  image of ${service}: ${(size / 1e6).toFixed(0)} MB\n`);
      expect(size).toBeLessThanOrEqual(300e6);
    },
  );
}
