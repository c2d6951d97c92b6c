import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';

const line = /^(\w+): swift [\d.]+ %, steady [\d.]+ %, slow ([\d.]+) %; 600 calls took \d+ ms$/gm;

test('the slow server gets a third of the calls in turn, and few by peak EWMA', () => {
  const output = execFileSync('npm', ['start', '--silent'], { encoding: 'utf8', timeout: 60_000 });
  const shares = Object.fromEntries(
    [...output.matchAll(line)].map(([, policy, slow]) => [policy, Number(slow)]),
  );
  assert.deepEqual(Object.keys(shares), ['round_robin', 'p2c_peak_ewma'], output);
  assert.ok(Math.abs(shares.round_robin - 33.3) < 1, output);
  assert.ok(shares.p2c_peak_ewma < 15, output);
});
