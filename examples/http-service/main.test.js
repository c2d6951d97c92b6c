import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';

const line = /^(.+): (\d+) of (\d+) answered, (\d+) with reviews; prices took (\d+), reviews (\d+)$/gm;

test('every request is answered, whatever fails, and what fails is left alone', () => {
  const output = execFileSync('npm', ['start', '--silent'], { encoding: 'utf8', timeout: 90_000 });
  const [well, failing, back] = [...output.matchAll(line)].map(([, , ...figures]) => figures.map(Number));
  assert.deepEqual(well, [20, 20, 20, 20, 20], output);
  const [answered, asked, reviewed, pricesTook, reviewsTook] = failing;
  assert.deepEqual([answered, asked, reviewed], [200, 200, 0], output);
  assert.ok(pricesTook > 240 && pricesTook < 320, output); // a third of the calls needed a second attempt
  assert.ok(reviewsTook < 60, output); // the breaker opened: the rest were not even asked
  assert.deepEqual(back.slice(0, 3), [20, 20, 20], output);
});
