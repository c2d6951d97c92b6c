import { flag, integer, text } from '../../arguments/option';
import { defineCommand } from '../command';
import { chooseDatabase, prepareDatabase } from './choose-database';
import { chooseRegistry } from './choose-registry';
import { findServices } from './found-services';
import { prepareFleet } from './prepare-fleet';
import { runFleet } from './run-fleet';
import { withFurther } from './services';

export const up = defineCommand({
  name: 'up',
  summary: 'starts a fleet on this machine, keeps it running, and shows its logs until Ctrl-C',
  options: {
    greeters: integer({ min: 0, max: 50, default: 3 }, 'instances of greeter'),
    orders: integer({ min: 0, max: 20, default: 2 }, 'instances of orders; with 0, no database runs'),
    gateways: integer({ min: 0, max: 10, default: 1 }, 'instances of gateway'),
    port: integer(
      { min: 1, max: 65_535, default: 8_080 },
      'port of the first gateway; the others take those after it',
    ),
    'registry-url': text(
      'URL',
      'the registry to use (default $CONSUL_HTTP_ADDR, else one at --registry-port)',
    ),
    'registry-port': integer(
      { min: 1, max: 65_535, default: 8_500 },
      'where a registry is looked for, or else started',
    ),
    data: text('DIR', "where the fleet's own database is kept (default .flotilla/postgres)"),
    fresh: flag("throws away what the fleet's own database holds, first"),
    verbose: flag('all logs; else warnings, errors and the life of each process'),
  },
  run: async (options, terminal) => {
    const { greeters, orders, gateways, port, verbose, fresh } = options;
    const services = withFurther(findServices());
    const registry = await chooseRegistry(options['registry-url'], options['registry-port'], services);
    const database = await chooseDatabase(options);
    const settings = { greeters, orders, gateways, port, verbose, registry, database };
    const plans = await prepareFleet(settings, services);
    if (database.kind === 'own') await prepareDatabase(database, fresh);
    return runFleet(plans, settings, terminal);
  },
});
