// What a pick costs by policy and number of endpoints. `npx nx run system-tests:bench-picks`; with `--write` the table goes
// into docs/reference/balancing.md. Fails when a target is missed.
import { join } from 'node:path';
import { policyNames } from '@flotilla/balancing';
import { startHelper } from './helper-process';
import { captionOf, counts, forms, toMarkdown } from './pick-table';
import type { PickCosts, PickRow } from './pick-table';
import { writeSection } from './readme-section';

const page = join(__dirname, '../../docs/reference/balancing.md');
const defaultPolicy = 'p2c_peak_ewma';
/** Its pick is a binary search. */
const growing = 'ring_hash';
const maxDefaultNs = 1_000;
const maxRatio = 2;

async function measure(): Promise<PickRow[]> {
  const rows: PickRow[] = [];
  for (const policy of policyNames) {
    for (const form of forms) {
      const { message, stop } = await startHelper('pick-costs', policy, form);
      stop();
      rows.push({ policy, form, ...(message as PickCosts) });
    }
  }
  return rows;
}

interface Target {
  readonly text: string;
  readonly most: number;
  readonly found: Finding;
}

interface Finding {
  readonly policy: string;
  readonly figure: number;
}

/** The policy with the highest figure. */
function worst(rows: readonly PickRow[], figureOf: (ns: readonly number[]) => number): Finding {
  const findings = rows.map(({ policy, ns }) => ({ policy, figure: figureOf(ns) }));
  return findings.reduce((a, b) => (b.figure > a.figure ? b : a));
}

/** How many times as much a pick costs among up to `upTo` endpoints as among the fewest, at the most. */
function steepest(rows: readonly PickRow[], upTo: number): Finding {
  const flat = rows.filter(({ policy }) => policy !== growing);
  const upToIt = counts.filter((count) => count <= upTo).length;
  return worst(flat, (ns) => Math.max(...ns.slice(0, upToIt)) / (ns[0] ?? NaN));
}

function targetsOf(rows: readonly PickRow[]): Target[] {
  const [alone = [], composed = []] = forms.map((form) => rows.filter((row) => row.form === form));
  const ofDefault = composed.filter(({ policy }) => policy === defaultPolicy);
  return [
    {
      text: 'ns of a pick',
      most: maxDefaultNs,
      found: worst(ofDefault, (ns) => Math.max(...ns)),
    },
    { text: 'alone, 10,000 to 10', most: maxRatio, found: steepest(alone, 10_000) },
    { text: 'composed, 10,000 to 10', most: maxRatio, found: steepest(composed, 10_000) },
  ];
}

function report({ text, most, found: { policy, figure } }: Target): void {
  const met = figure <= most;
  console.log(
    `target: ${text}: at most ${most}: ${figure.toFixed(2)} (${policy}): ${met ? 'met' : 'missed'}`,
  );
  if (!met) process.exitCode = 1;
}

async function main(): Promise<void> {
  const rows = await measure();
  const section = `${captionOf(process.version)}\n\n${toMarkdown(rows)}`;
  console.log(`${section}\n`);
  targetsOf(rows).forEach(report);
  if (process.argv.includes('--write')) await writeSection(page, 'picks', section);
}

void main();
