import type { Instance } from '@flotilla/discovery';
import { flag } from '../arguments/option';
import { formatTable } from '../output/table';
import { printable } from '../output/printable';
import { listAll } from '../registry/list-instances';
import { addressOf, registryUrl, withRegistry } from '../registry/registry-access';
import { defineCommand } from './command';

const columns = ['id', 'service', 'address', 'zone', 'version', 'adminPort', 'pid'] as const;

type Row = Partial<Record<(typeof columns)[number], string>>;

export const instances = defineCommand({
  name: 'instances',
  summary: 'the instances that a registry lists, of one service or of all',
  positional: 'service',
  options: { 'registry-url': registryUrl, json: flag('as JSON') },
  run: async (options, terminal, service) => {
    const found = await withRegistry(addressOf(options['registry-url']), async ({ discovery }) =>
      listAll(discovery, service === undefined ? await discovery.services() : [service]),
    );
    const rows = found.map(toRow);
    const lines = options.json ? [JSON.stringify(rows, undefined, 2)] : toTable(rows);
    for (const line of lines) terminal.print(line);
    return 0;
  },
});

function toRow({ id, service, host, port, zone, version, metadata }: Instance): Row {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  const { adminPort, pid } = metadata;
  return {
    id,
    service,
    address,
    ...(zone && { zone }),
    ...(version && { version }),
    ...(adminPort && { adminPort }),
    ...(pid && { pid }),
  };
}

function toTable(rows: readonly Row[]): string[] {
  const cells = rows.map((row) => columns.map((column) => printable(row[column] ?? '-', 64)));
  return formatTable([columns.map((column) => column.toUpperCase()), ...cells]);
}
