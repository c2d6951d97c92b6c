import type { ComposeFleet } from './compose-fleet';

const timeoutMs = 60_000;
/** A row of the table of processes: a name, its CPU and its memory. */
const measured = /^(?:gateway|greeter|orders|load generator)\S* .*% .*MB$/gm;

export function load(fleet: ComposeFleet): void {
  it(
    'is put on the gateway by a container, which may see what that costs',
    async () => {
      const run = ['--profile', 'load', 'run', '--rm', '--no-deps', '-T', 'load'];
      const told = await fleet.compose([...run, 'steady', '--rps', '20', '--duration', '5s'], timeoutMs);
      expect(told).toMatch(/^all +100 /m);
      expect(told).toMatch(/^report: \/reports\/steady\/report\.html$/m);
      const services = (told.match(measured) ?? []).map((row) => row.replace(/[- ].*/, '')).sort();
      expect(services).toEqual(['gateway', 'greeter', 'greeter', 'greeter', 'load', 'orders', 'orders']);
    },
    timeoutMs + 10_000,
  );
}
