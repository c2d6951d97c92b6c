const { filesAgain } = require('./tools/test-results');

const again = filesAgain(process.cwd());

// One configuration for every package: `jest -c ../../jest.config.js --rootDir .` in its folder.
module.exports = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@flotilla/source', 'node', 'require'] },
  // Many start real programs, and a slow machine needs more than the default of 5 s for initdb alone.
  testTimeout: 20_000,
  testMatch: again ? ['nothing', ...again].map((file) => `<rootDir>/${file}`) : ['<rootDir>/**/*.test.ts'],
  passWithNoTests: again !== undefined,
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  reporters: [
    'default',
    '<rootDir>/' + require('node:path').relative(process.cwd(), __dirname) + '/tools/jest-count-reporter.js',
  ],
};
