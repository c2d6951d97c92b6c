import { memoryRegistry } from '@flotilla/discovery';
import type { Registry } from '@flotilla/discovery';
import { withRegistry } from '../registry/registry-access';
import { run } from '../testing/run';

jest.mock('../registry/registry-access');

let registry: Registry;

beforeEach(() => {
  registry = memoryRegistry();
  jest.mocked(withRegistry).mockImplementation((_address, borrow) => borrow(registry));
});
afterEach(async () => {
  process.exitCode = 0;
  await registry.close();
});

function register(metadata: Record<string, string>): void {
  const address = { host: '127.0.0.1', port: 50_051 };
  registry.registrar.register({ id: 'greeter-2', service: 'greeter', ...address, metadata });
}

it('prints the pid of an instance, and nothing else', async () => {
  register({ pid: '4711' });
  expect(await run('pid', 'greeter-2')).toEqual({ out: '4711', errors: [], code: 0 });
  expect(JSON.parse((await run('pid', 'greeter-2', '--json')).out)).toEqual({
    instance: 'greeter-2',
    pid: 4711,
  });
});

it.each([[{}], [{ pid: '' }], [{ pid: '0' }], [{ pid: '-1' }], [{ pid: '1 2' }]])(
  'prints nothing for %j: kill would hit others',
  async (metadata) => {
    register(metadata);
    const errors = ['flotilla: greeter-2 did not register the pid of its process'];
    expect(await run('pid', 'greeter-2')).toEqual({ out: '', errors, code: 1 });
  },
);

it('knows which instance was meant', async () => {
  register({ pid: '4711' });
  const { out, errors, code } = await run('pid', 'greter-2');
  expect([out, code]).toEqual(['', 1]);
  expect(errors).toEqual([expect.stringContaining('did you mean greeter-2?')]);
});
