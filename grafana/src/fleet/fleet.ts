import { dashboard } from '../pieces/dashboard';
import { instance, service } from '../pieces/variables';
import { edge } from './edge';
import { objectives } from './objectives';
import { orders } from './orders';
import { processes } from './processes';
import { services } from './services';

export const fleet = dashboard({
  uid: 'flotilla-fleet',
  title: 'Fleet',
  description: 'What users get, and what each service and process does for it.',
  variables: [service, instance],
  rows: {
    'What the gateway promises': objectives,
    'Requests at the gateway': edge,
    'Calls of services': services,
    Processes: processes,
    'Orders and their database': orders,
  },
});
