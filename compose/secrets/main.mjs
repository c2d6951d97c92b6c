import { parseArgs } from 'node:util';
import { makeSecrets } from './make-secrets.mjs';
import { SecretStore } from './secret-store.mjs';
import { showSecrets } from './show-secrets.mjs';

/** Defaults are what its container mounts. */
const options = {
  registry: { type: 'string', default: process.env.REGISTRY ?? 'consul' },
  address: { type: 'string' },
  settings: { type: 'string', default: '/settings' },
  secrets: { type: 'string', default: '/secrets' },
};

// `make` runs at every start of the fleet, and makes what is missing. `show` tells an operator what there is.
try {
  const { positionals, values } = parseArgs({ options, allowPositionals: true });
  const [command = 'make'] = positionals;
  const store = new SecretStore(values.secrets);
  if (command === 'show') process.stdout.write(showSecrets(store));
  else if (command === 'make') await makeSecrets({ ...values, store });
  else throw new RangeError(`the command must be make or show, got ${command}`);
} catch (error) {
  process.stderr.write(`secrets: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
