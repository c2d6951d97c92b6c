import type { Registry } from '@flotilla/discovery';
import { withRegistry } from '../registry/registry-access';
import { memoryFleet } from '../testing/memory-fleet';
import { run } from '../testing/run';

jest.mock('../registry/registry-access');

let registry: Registry;

beforeEach(async () => {
  registry = memoryFleet({ gateway: 1, greeter: 2, orders: 1 });
  jest.mocked(withRegistry).mockImplementation((_address, use) => use(registry));
  await registry.config.put('flotilla/policies/greeter', '{"drained":["greeter-2","greeter-9"]}');
  await registry.config.put('flotilla/policies/orders', '{"drained":7}');
});
afterEach(() => registry.close());

it('says of each service how many instances are drained, and whether it has a policy', async () => {
  const { out } = await run('services');
  expect(out.split('\n')).toEqual([
    'SERVICE  INSTANCES  DRAINED  POLICY',
    'gateway  1          0        none',
    'greeter  2          1        valid',
    'orders   1          0        invalid',
  ]);
});

it('says so to programs', async () => {
  const { out } = await run('services', '--json');
  expect(JSON.parse(out)).toContainEqual({ name: 'greeter', instances: 2, drained: 1, policy: 'valid' });
});

it('lists which instances are drained', async () => {
  const { out } = await run('instances', 'greeter', '--json');
  expect(JSON.parse(out)).toMatchObject([
    { id: 'greeter-1', drained: false },
    { id: 'greeter-2', drained: true },
  ]);
  expect((await run('instances')).out).toMatch(/DRAINED\n.*-\n.*greeter-1 .*-\n.*greeter-2 .*yes\n/);
});
