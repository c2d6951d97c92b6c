import { makeSecrets } from './make-secrets.mjs';
import { SecretStore } from './secret-store.mjs';
import { showSecrets } from './show-secrets.mjs';

// `make` runs at every start of the fleet, and makes what is missing. `show` tells an operator what there is.
const [command = 'make'] = process.argv.slice(2);
const store = new SecretStore('/secrets');

try {
  if (command === 'show') process.stdout.write(showSecrets(store));
  else if (command === 'make')
    await makeSecrets({ registry: process.env.REGISTRY ?? 'consul', settings: '/settings', store });
  else throw new RangeError(`the command must be make or show, got ${command}`);
} catch (error) {
  process.stderr.write(`secrets: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
