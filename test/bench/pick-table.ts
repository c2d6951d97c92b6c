import { markdownTable } from './markdown-table';

/** How many endpoints the picks are measured among. */
export const counts = [10, 100, 1_000, 10_000] as const;

/** `alone` is the policy by itself, `composed` what `createBalancer` makes of it, with its defaults. */
export const forms = ['alone', 'composed'] as const;

export type Form = (typeof forms)[number];

/** What a policy costs among each of `counts`. */
export interface PickCosts {
  /** CPU nanoseconds of a pick and its `done`. */
  readonly ns: readonly number[];
  /** Bytes that these allocate. */
  readonly bytes: readonly number[];
  /** CPU µs of an update with one endpoint more, and of one with one less: the mean of both. */
  readonly updateMicros: readonly number[];
}

export interface PickRow extends PickCosts {
  readonly policy: string;
  readonly form: Form;
}

export function captionOf(nodeVersion: string): string {
  return `CPU ns of a pick and its \`done\` among so many endpoints, the bytes that these allocate, and CPU µs of an update with one
endpoint more or less; each policy alone, and composed by \`createBalancer\` with its defaults (Node ${nodeVersion}):`;
}

export function toMarkdown(rows: readonly PickRow[]): string {
  const header = ['policy', 'form', ...counts.map(countText), 'bytes', ...counts.slice(1).map(updateTitle)];
  return markdownTable([header, ...rows.map(toCells)], 2);
}

function toCells({ policy, form, ns, bytes, updateMicros }: PickRow): string[] {
  const figures = [...ns, Math.max(...bytes), ...updateMicros.slice(1)];
  return [`\`${policy}\``, form, ...figures.map((figure) => Math.round(figure).toLocaleString('en'))];
}

const countText = (count: number): string => count.toLocaleString('en');
const updateTitle = (count: number): string => `update, ${countText(count)}`;
