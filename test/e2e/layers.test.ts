import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const boundary = '@nx/enforce-module-boundaries';

/** What is imported, from which folder, and the rule that it breaks. */
const imports = [
  ['a capability imports another', 'libs/balancing/src', '@flotilla/discovery', boundary],
  ['a transport imports a capability', 'libs/transport-grpc-js/src', '@flotilla/telemetry', boundary],
  ['a library imports libs/testing', 'libs/client/src', '@flotilla/testing', boundary],
  ['an app imports an app', 'apps/gateway/src', '../../greeter/src/greetings', boundary],
  ['anything but the transport imports grpc-js', 'libs/server/src', '@grpc/grpc-js', 'no-restricted-imports'],
  ['a capability imports libs/call', 'libs/fault-tolerance/src', '@flotilla/call', undefined],
] as const;

interface LintResult {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string }[];
}

function fileIn(folder: string): string {
  return join(root, folder, `layers-test-${process.pid}.ts`);
}

function run(program: string, ...args: string[]): string {
  return spawnSync(join(root, 'node_modules', '.bin', program), args, { cwd: root, encoding: 'utf8' }).stdout;
}

describe('the layer table', () => {
  let results: LintResult[];

  beforeAll(() => {
    const files = imports.map(([, folder]) => fileIn(folder));
    try {
      for (const [, folder, imported] of imports) writeFileSync(fileIn(folder), `import '${imported}';\n`);
      // The rule reads Nx's project graph, and would be skipped in silence without it.
      run('nx', 'show', 'projects');
      results = JSON.parse(run('eslint', '--format', 'json', ...files)) as LintResult[];
    } finally {
      for (const file of files) rmSync(file, { force: true });
    }
  }, 60_000);

  it.each(imports)('when %s: %s, %s', (_what, folder, _imported, rule) => {
    const result = results.find(({ filePath }) => filePath === fileIn(folder));
    expect(result?.messages.map(({ ruleId }) => ruleId)).toEqual(rule ? [rule] : []);
  });
});
