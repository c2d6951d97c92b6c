/** What the table takes from a `result.json` of the lab. */
export interface LabResult {
  readonly experiment: { readonly question: string };
  readonly conditions: readonly string[];
  readonly hypotheses: readonly {
    readonly claim: string;
    readonly variant: string;
    readonly unit: string;
    readonly measured: number;
  }[];
  readonly variants: readonly {
    readonly variant: string;
    readonly failed: number;
    readonly p50Ms: number;
    readonly p99Ms: number;
    readonly maxMs: number;
  }[];
}

type Variant = LabResult['variants'][number];

/** The variants of a result side by side, as Markdown that Prettier leaves as it is. */
export function toSection(result: LabResult): string {
  const claims = sharedClaims(result);
  const rows = result.variants.map((variant) => [
    variant.variant === 'default' ? variant.variant : `\`${variant.variant}\``,
    ...claims.map((claim) => percent(measuredOf(result, claim, variant))),
    ...[variant.p50Ms, variant.p99Ms, variant.maxMs].map((ms) => `${whole(ms)} ms`),
    whole(variant.failed),
  ]);
  const lines = [['', ...claims, 'p50', 'p99', 'slowest', 'failed'], ...rows];
  return `${result.experiment.question} (${result.conditions.join(', ')})\n\n${toMarkdown(lines)}`;
}

/** Those shares that are measured for every variant. */
function sharedClaims({ hypotheses, variants }: LabResult): string[] {
  const shares = hypotheses.filter(({ unit }) => unit === '%').map(({ claim }) => claim);
  return [...new Set(shares)].filter(
    (claim) => shares.filter((each) => each === claim).length === variants.length,
  );
}

function measuredOf({ hypotheses }: LabResult, claim: string, { variant }: Variant): number {
  return hypotheses.find((each) => each.claim === claim && each.variant === variant)?.measured ?? NaN;
}

function toMarkdown(lines: readonly (readonly string[])[]): string {
  const [header = [], ...body] = lines;
  const widths = header.map((_, column) => Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const padded = (cells: readonly string[]): string =>
    line(cells.map((cell, column) => pad(cell, column, widths[column] ?? 0)));
  const rule = line(
    widths.map((width, column) => '-'.repeat(column === 0 ? width : width - 1) + (column === 0 ? '' : ':')),
  );
  return [padded(header), rule, ...body.map(padded)].join('\n');
}

function pad(cell: string, column: number, width: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
const whole = (value: number): string => Math.round(value).toLocaleString('en');
