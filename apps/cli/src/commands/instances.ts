import type { Instance } from '@flotilla/discovery';
import { formatTable } from '../output/table';
import { printable } from '../output/printable';
import { readService, readServices } from '../registry/known-service';
import { addressOf, withRegistry } from '../registry/registry-access';
import { defineCommand } from './command';
import { printReport, reportOptions } from './report';

const columns = ['id', 'service', 'address', 'zone', 'version', 'adminPort', 'pid'] as const;

type Row = Partial<Record<(typeof columns)[number], string>> & { readonly drained: boolean };

export const instances = defineCommand({
  name: 'instances',
  summary: 'the instances that a registry lists, of one service or of all',
  positionals: ['service?'],
  options: reportOptions,
  run: async (options, terminal, service) => {
    const found = await withRegistry(addressOf(options['registry-url']), async (registry) =>
      service === undefined ? readServices(registry) : [await readService(registry, service)],
    );
    const rows = found.flatMap((known) =>
      known.instances.map((instance) => toRow(instance, known.drained.has(instance.id))),
    );
    return printReport(terminal, options.json, { json: rows, lines: toTable(rows) });
  },
});

function toRow({ id, service, host, port, zone, version, metadata }: Instance, drained: boolean): Row {
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
    drained,
  };
}

function toTable(rows: readonly Row[]): string[] {
  const header = [...columns, 'drained'].map((column) => column.toUpperCase());
  const cells = rows.map((row) => [
    ...columns.map((column) => printable(row[column] ?? '-', 64)),
    row.drained ? 'yes' : '-',
  ]);
  return formatTable([header, ...cells]);
}
