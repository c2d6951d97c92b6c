import type { Registry } from '@flotilla/discovery';
import { withRegistry } from '../../registry/registry-access';
import { documentOf, memoryFleet } from '../../testing/memory-fleet';
import { run } from '../../testing/run';

jest.mock('../../registry/registry-access');

let registry: Registry;

beforeEach(() => {
  registry = memoryFleet({ greeter: 2 });
  jest.mocked(withRegistry).mockImplementation((_address, use) => use(registry));
});
afterEach(async () => {
  process.exitCode = 0;
  await registry.close();
});

const twice = '{"retry":{"maxAttempts":2}}';
const store = (document: string) => registry.config.put('flotilla/policies/greeter', document);

describe('policy get', () => {
  it('prints the document as policy set takes it, and its revision beside', async () => {
    await store(twice);
    const { out, errors } = await run('policy', 'get', 'greeter');
    expect(out).toBe('{\n  "retry": {\n    "maxAttempts": 2\n  }\n}');
    expect(errors).toEqual(['greeter, revision 1']);
  });

  it.each([
    [twice, { state: 'valid', revision: '1', policy: { retry: { maxAttempts: 2 } } }],
    ['{', { state: 'invalid', revision: '1', document: '{', fault: expect.any(String) as string }],
    [undefined, { state: 'none' }],
  ])('tells programs of %s', async (document, told) => {
    if (document) await store(document);
    const { out } = await run('policy', 'get', 'greeter', '--json');
    expect(JSON.parse(out)).toEqual({ service: 'greeter', ...told });
  });

  it('shows an invalid document and its fault, safe to print', async () => {
    await store(String.raw`{"\u001b[31m": 7}` + '\n\u009b');
    const { out, errors } = await run('policy', 'get', 'greeter');
    expect(out).toBe(String.raw`{"\u001b[31m": 7}` + '\n' + String.raw`\x9b`);
    expect(errors[0]).toMatch(/^greeter, revision 1: invalid, .*: the document must be JSON/);
    await store(String.raw`{"\u001b[31m": 7}`);
    expect((await run('policy', 'get', 'greeter')).errors[0]).toContain(String.raw`: \x1b[31m is not known`);
  });

  it.each([
    ['greeter', ['greeter has no policy']],
    [
      'greter',
      ['greter has no policy', 'warning: no instance of greter is registered (did you mean greeter?)'],
    ],
  ])('prints nothing when %s has none, and says so beside', async (service, errors) => {
    expect(await run('policy', 'get', service)).toEqual({ out: '', errors, code: 0 });
  });
});

describe('policy set', () => {
  const set = (...args: string[]) => run('policy', 'set', 'greeter', ...args);

  it('replaces the document and says its revision', async () => {
    await store('{}');
    expect(await set('--value', twice)).toEqual({
      out: 'the policy of greeter is at revision 2',
      errors: [],
      code: 0,
    });
    await expect(documentOf(registry, 'greeter')).resolves.toEqual({ retry: { maxAttempts: 2 } });
  });

  it.each([['absent'], ['7']])('writes over revision %s only if it is there', async (revision) => {
    await store('{}');
    const { errors, code } = await set('--value', twice, '--if-revision', revision);
    expect(errors).toEqual([
      expect.stringMatching(/^flotilla: somebody else changed .*--force overwrites\)$/),
    ]);
    expect(code).toBe(1);
    await expect(documentOf(registry, 'greeter')).resolves.toEqual({});
  });

  it('writes over the revision that was shown', async () => {
    await store('{}');
    expect((await set('--value', twice, '--if-revision', '1')).code).toBe(0);
  });

  it.each([
    [[], 1],
    [['--force'], 0],
  ])('meets a change by somebody else, with %j', async (force, exitCode) => {
    const { get } = registry.config;
    registry.config.get = async (key) => {
      const read = await get.call(registry.config, key);
      await store('{"drained":["greeter-1"]}');
      return read;
    };
    expect((await set('--value', twice, ...force)).code).toBe(exitCode);
  });

  it.each([
    [['--value', '{"retry":3}'], 'flotilla: --value is no policy: retry must be an object, got 3', 1],
    [[], 'flotilla: the document is missing: give a file, - for standard input, or --value', 2],
    [['--value', '{}', '--force', '--if-revision', '1'], 'flotilla: --force and --if-revision contradict', 2],
  ])('refuses %j and writes nothing', async (args, message, exitCode) => {
    const { errors, code } = await set(...args);
    expect(errors).toEqual([expect.stringContaining(message)]);
    expect(code).toBe(exitCode);
    await expect(documentOf(registry, 'greeter')).resolves.toBeUndefined();
  });

  it.each([
    ['greter', '{}', 'no instance of greter is registered (did you mean greeter?)'],
    [
      'greeter',
      '{"drained":["greter-2"]}',
      'drained names what is not registered: greter-2 (did you mean greeter-2?)',
    ],
    [
      'greeter',
      '{"drained":["greeter-1","greeter-2"]}',
      'every instance of greeter is drained: its calls fail',
    ],
  ])('warns of what is perhaps not meant: %s %s', async (service, document, warning) => {
    const { errors, code } = await run('policy', 'set', service, '--value', document);
    expect(errors).toEqual([`warning: ${warning}`]);
    expect(code).toBe(0);
    await expect(documentOf(registry, service)).resolves.toEqual(JSON.parse(document));
  });
});

describe('policy validate', () => {
  const validate = (...args: string[]) => run('policy', 'validate', ...args);

  it('needs no registry for a document alone', async () => {
    jest.mocked(withRegistry).mockRejectedValue(new Error('no registry'));
    expect(await validate('--value', '{"drained":["a-9"]}')).toEqual({ out: 'valid', errors: [], code: 0 });
  });

  it('warns of what does not fit the service, and writes nothing', async () => {
    const { out } = await validate('greeter', '--json', '--value', '{"drained":["greeter-9"]}');
    expect(JSON.parse(out)).toEqual({
      valid: true,
      policy: { drained: ['greeter-9'] },
      warnings: [expect.stringContaining('greeter-9')],
    });
    await expect(documentOf(registry, 'greeter')).resolves.toBeUndefined();
  });

  it.each([
    [twice, [], 0],
    [
      '{"retry":3}',
      ['flotilla: the policy of greeter, revision 1, is invalid: retry must be an object, got 3'],
      1,
    ],
    [undefined, ['flotilla: greeter has no policy: give a document to validate'], 1],
  ])('judges what the service has: %s', async (document, errors, code) => {
    if (document) await store(document);
    expect(await validate('greeter')).toMatchObject({ errors, code });
  });
});
