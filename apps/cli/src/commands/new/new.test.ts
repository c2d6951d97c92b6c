import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectFolder } from '../../app-entry';
import { run } from '../../testing/run';
import { createService } from './create-service';
import { knownPlaces } from './known-places';
import { toServiceName } from './service-name';

const templates = join(projectFolder, 'apps', 'cli', 'templates', 'service');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flotilla-new-'));
  for (const { path } of knownPlaces) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(projectFolder, path), join(folder, path));
  }
});
afterEach(() => {
  process.exitCode = 0;
  rmSync(folder, { recursive: true });
});

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const create = (name: string) => createService(toServiceName(name), folder, templates);

it('writes contract, service and route, each under its name', () => {
  const { written } = create('weather');
  expect(written).toHaveLength(9);
  for (const path of written) expect(read(path)).not.toMatch(/widget/i);
  expect(read('proto/flotilla/weather/v1/weather.proto')).toContain('rpc GetWeather(GetWeatherRequest)');
  expect(JSON.parse(read('apps/weather/package.json'))).toMatchObject({
    name: '@flotilla/weather',
    flotilla: { instances: 2 },
    nx: { name: 'weather', tags: ['layer:app'] },
  });
});

it('names it to the contracts and to the gateway, beside those that are there', () => {
  create('weather');
  expect(create('tides').changed).toEqual(knownPlaces.map(({ path }) => path));
  const exports = read('libs/contracts/src/index.ts');
  expect(exports).toContain(
    "export { GetTidesRequest, GetTidesResponse, TidesServiceDefinition } from './gen/flotilla/tides/v1/tides';",
  );
  expect(exports).toContain(`
export {
  GetWeatherRequest,
  GetWeatherResponse,
  WeatherServiceDefinition,
} from './gen/flotilla/weather/v1/weather';
`);
  const gateway = read('apps/gateway/src/further-services.ts');
  expect(gateway).toContain("import { weatherFurther } from './routes/weather';");
  expect(gateway).toContain('FurtherService[] = [weatherFurther, tidesFurther];');
});

it('changes nothing when something of that name is there', () => {
  create('weather');
  const before = knownPlaces.map(({ path }) => read(path));
  rmSync(join(folder, 'apps', 'weather'), { recursive: true });
  expect(() => create('weather')).toThrow(
    'weather.proto is there already: choose another name, or remove it',
  );
  expect(existsSync(join(folder, 'apps', 'weather'))).toBe(false);
  expect(knownPlaces.map(({ path }) => read(path))).toEqual(before);
});

it('changes nothing when a library has that name', () => {
  mkdirSync(join(folder, 'libs', 'weather'), { recursive: true });
  expect(() => create('weather')).toThrow('libs/weather has that name already: choose another');
  expect(existsSync(join(folder, 'apps', 'weather'))).toBe(false);
});

it('says what to do where the list of the gateway is not as it was', () => {
  writeFileSync(join(folder, 'apps', 'gateway', 'src', 'further-services.ts'), '');
  expect(() => create('weather')).toThrow('has no list furtherServices: add weatherFurther to it by hand');
});

it.each(['', 'W', 'Weather', 'w', '9lives', 'two-words', '../etc', 'x'.repeat(21)])(
  'refuses the name %j',
  async (name) => {
    const { errors, code } = await run('new', name);
    expect(errors[0]).toContain('must be one word of 2 to 20 small letters and digits');
    expect(code).toBe(2);
  },
);

it('refuses the name of a service that there is', async () => {
  const { errors, code } = await run('new', 'greeter');
  expect([errors, code]).toEqual([[expect.stringContaining('is there already')], 1]);
});
