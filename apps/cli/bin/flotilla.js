#!/usr/bin/env node
// Committed, because npm links only what is there when it installs; dist/ is built later.
const { existsSync } = require('fs');
const { join } = require('path');

const main = join(__dirname, '..', 'dist', 'main.js');
if (existsSync(main)) {
  require(main);
} else {
  console.error('flotilla is not built: run npm run build');
  process.exitCode = 1;
}
