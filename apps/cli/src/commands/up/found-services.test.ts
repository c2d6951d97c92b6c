import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findServices } from './found-services';
import { planFleet } from './plan-fleet';
import { withFurther } from './services';

let apps: string;
beforeEach(() => {
  apps = mkdtempSync(join(tmpdir(), 'flotilla-apps-'));
});
afterEach(() => rmSync(apps, { recursive: true }));

function app(name: string, fields: object): void {
  mkdirSync(join(apps, name));
  writeFileSync(join(apps, name, 'package.json'), JSON.stringify(fields));
}

it('starts what says how many of it there are, before the gateways', () => {
  app('weather', { flotilla: { instances: 2 } });
  app('tools', {});
  mkdirSync(join(apps, 'empty'));
  const settings = {
    ...{ greeters: 1, orders: 0, gateways: 1, port: 8_080, verbose: false },
    ...({ registry: { kind: 'embedded', port: 8_500 }, database: { kind: 'none' } } as const),
  };
  const planned = planFleet(settings, {}, withFurther(findServices(apps)));
  expect(planned.map(({ instance, environment }) => [instance, environment['PORT']])).toEqual([
    ['registry-1', '8500'],
    ['greeter-1', '0'],
    ['weather-1', '0'],
    ['weather-2', '0'],
    ['gateway-1', '8080'],
  ]);
});

it.each([-1, 21, 1.5, '2', null])('refuses %j instances', (instances) => {
  app('weather', { flotilla: { instances } });
  const message = `package.json: flotilla.instances must be a whole number, 0 to 20, got ${JSON.stringify(instances)}`;
  expect(() => findServices(apps)).toThrow(message);
});

it('finds nobody among the apps of the fleet itself', () => {
  expect(findServices()).toEqual([]);
});
