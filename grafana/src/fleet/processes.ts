import { serviceColours } from '../pieces/colours';
import { lines } from '../pieces/lines';
import { rate } from '../pieces/promql';
import { ofService as chosen } from '../pieces/variables';

export const processes = [
  lines({
    title: 'Instances that answer',
    lookFor: 'A step down that nobody ordered is a crash, or a process that hangs.',
    unit: 'none',
    width: 6,
    colours: serviceColours,
    queries: { '{{job}}': `sum by (job) (up{${chosen}})` },
  }),
  lines({
    title: 'CPU',
    lookFor: 'Node runs on one core: near 100 % an instance is full.',
    unit: 'percentunit',
    width: 6,
    queries: { '{{instance}}': rate(`process_cpu_seconds_total{${chosen}}`) },
  }),
  lines({
    title: 'Memory',
    lookFor: 'A line that only climbs is a leak.',
    unit: 'bytes',
    width: 6,
    queries: { '{{instance}}': `process_resident_memory_bytes{${chosen}}` },
  }),
  lines({
    title: 'Event loop delay, p99',
    lookFor: 'From 100 ms on (the red line) an instance refuses calls; something blocks its thread.',
    unit: 's',
    width: 6,
    limit: 0.1,
    queries: { '{{instance}}': `nodejs_eventloop_lag_p99_seconds{${chosen}}` },
  }),
];
