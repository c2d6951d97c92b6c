const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const test = require('node:test');

test('calls go to those that are ready, and none fails when a server crashes or leaves', () => {
  const output = execFileSync('npm', ['start', '--silent'], { encoding: 'utf8', timeout: 90_000 });
  const lines = output.trim().split('\n');
  assert.equal(lines.length, 4, output);
  assert.doesNotMatch(output, /failed/);
  assert.match(lines[0], /^three servers: quotes-1 \d+, quotes-2 \d+, quotes-3 \d+$/);
  assert.match(lines[1], /^quotes-1 crashes midway: quotes-1 \d+, quotes-2 \d+, quotes-3 \d+$/);
  assert.match(lines[2], /^it is still registered: quotes-2 \d+, quotes-3 \d+$/);
  assert.equal(lines[3], 'quotes-2 has left: quotes-3 300');
});
