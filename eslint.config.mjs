import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/**
 * What each layer may import. Capabilities never import each other, apps never import apps; `call` has a tag of its
 * own because it is the one foundation that capabilities and transports share.
 */
const allowed = {
  call: [],
  foundation: [],
  capability: ['call'],
  transport: ['call'],
  governance: ['call', 'capability'],
  composition: ['call', 'foundation', 'capability', 'governance', 'composition'],
  generated: [],
  tool: [],
  app: ['call', 'foundation', 'capability', 'governance', 'transport', 'composition', 'generated'],
  testing: ['*'],
};

const tag = (layer) => (layer === '*' ? '*' : `layer:${layer}`);

const depConstraints = Object.entries(allowed).map(([layer, targets]) => ({
  sourceTag: tag(layer),
  onlyDependOnLibsWithTags: targets.map(tag),
}));

export default tseslint.config(
  { plugins: { '@nx': nx } },
  {
    ignores: [
      'examples/',
      '**/dist/',
      '**/node_modules/',
      '.nx/',
      '.flotilla/',
      'libs/contracts/src/gen/',
      '**/.test-results/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { depConstraints, allow: [], enforceBuildableLibDependency: false },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'List the exports by name.' },
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
      ],
    },
  },
  {
    files: ['**/*.ts'],
    ignores: ['libs/transport-grpc-js/**', 'libs/testing/**', 'test/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['@grpc/*'], message: 'Only transport-grpc-js knows grpc-js: use the Transport seam.' },
          ],
        },
      ],
    },
  },
  {
    // Tests of any layer may use libs/testing and real servers.
    files: ['**/*.test.ts', 'apps/*/src/testing/**/*.ts', 'libs/*/src/testing/**/*.ts', 'test/**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { depConstraints: [{ sourceTag: '*', onlyDependOnLibsWithTags: ['*'] }] },
      ],
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: {
      globals: {
        module: 'writable',
        require: 'readonly',
        process: 'readonly',
        __dirname: 'readonly',
        console: 'readonly',
        fetch: 'readonly',
        AbortSignal: 'readonly',
      },
    },
  },
);
