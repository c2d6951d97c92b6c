import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeProblem } from './node-version';

it.each(['20.19.0', '20.20.2', '22.12.0', '22.23.1', '23.0.0', '24.21.0', '100.0.0'])(
  'takes Node %s',
  (version) => {
    expect(nodeProblem(version)).toBeUndefined();
  },
);

it.each(['0.12.18', '18.20.8', '20.18.3', '21.7.3', '22.11.0'])('refuses Node %s in one line', (version) => {
  expect(nodeProblem(version)).toMatch(/^flotilla needs Node\.js .+ this is \d.*install.*$/);
});

it('names the range of package.json', () => {
  const root = readFileSync(join(__dirname, '..', '..', '..', 'package.json'), 'utf8');
  const { engines } = JSON.parse(root) as { engines: { node: string } };
  expect(nodeProblem('18.0.0')).toContain(`Node.js ${engines.node},`);
});
