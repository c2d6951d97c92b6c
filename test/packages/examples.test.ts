import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithConsul } from '@flotilla/testing';
import { packagesFolder } from './packed-libraries';
import { run } from './run';
import type { Ended } from './run';
import { temporaryFolder } from './temporary-folder';

const source = join(__dirname, '..', '..', 'examples');
const examples = ['balancing-alone', 'grpc-plain', 'http-service'];
const folder = temporaryFolder();

function isOurs(path: string): boolean {
  return !/\/(node_modules|dist)$/.test(path);
}

function runIn(
  example: string,
  program: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ended> {
  const cwd = join(folder, 'examples', example);
  return run(program, args, { cwd, env: { CONSUL_HTTP_ADDR: '', ...env }, timeoutMs: 120_000 });
}

const install = ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];

// As their READMEs say, in a copy: what they need is in their package.json, or nowhere.
beforeAll(() => {
  cpSync(packagesFolder, join(folder, 'dist', 'packages'), { recursive: true });
  cpSync(source, join(folder, 'examples'), { recursive: true, filter: isOurs });
});

it('runs every example that there is', () => {
  const folders = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(examples);
});

it.each(examples)(
  '%s installs the tarballs, runs, and shows what it says',
  async (example) => {
    expect(await runIn(example, 'npm', install)).toMatchObject({ code: 0 });
    expect(await runIn(example, 'npm', ['test'])).toEqual({
      code: 0,
      output: expect.stringMatching(/ pass 1$/m),
    });
  },
  240_000,
);

describeWithConsul('grpc-plain with a registry of its own', (consul) => {
  it('finds its servers in Consul', async () => {
    const env = { CONSUL_HTTP_ADDR: consul().address };
    const { code, output } = await runIn('grpc-plain', process.execPath, ['dist/main.js'], env);
    expect(output).toMatch(/^quotes-2 has left: quotes-3 300$/m);
    expect(code).toBe(0);
  }, 120_000);
});
