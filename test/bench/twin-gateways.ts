// Two gateways in one process, with the variables that the arguments give: what they differ in shows without what else makes two
// processes differ. Says at once that it has begun, and then its CPU time to whoever asks.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cpuMicros } from './cpu-meter';

const load = createRequire(__filename);
const main = join(__dirname, '..', '..', 'apps', 'gateway', 'dist', 'main.js');
for (const variables of process.argv.slice(2)) {
  Object.assign(process.env, JSON.parse(variables));
  load(main);
  // So that it runs once more.
  delete load.cache[main];
}
process.on('message', () => process.send?.(cpuMicros()));
process.send?.('begun');
