// What a pick costs by policy and number of endpoints. `npx nx run system-tests:bench-picks`; with `--write` the table goes
// into the README of libs/balancing. Fails when a target is missed that is not marked as known to be.
import { join } from 'node:path';
import { policyNames } from '@flotilla/balancing';
import { startHelper } from './helper-process';
import { counts, forms, toMarkdown } from './pick-table';
import type { PickCosts, PickRow } from './pick-table';
import { writeSection } from './readme-section';

const readme = join(__dirname, '../../libs/balancing/README.md');
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
  readonly found: number;
  readonly most: number;
  /** False where a miss is known, and only told. */
  readonly gates: boolean;
}

function slowestDefault(rows: readonly PickRow[]): number {
  const ofDefault = rows.filter(({ policy, form }) => policy === defaultPolicy && form === 'composed');
  return Math.max(...ofDefault.flatMap(({ ns }) => ns));
}

/** The most that a pick costs among up to `upTo` endpoints, in picks among the fewest. */
function steepest(rows: readonly PickRow[], upTo: number): number {
  const flat = rows.filter(({ policy }) => policy !== growing);
  return Math.max(
    ...flat.map(
      ({ ns }) => Math.max(...ns.slice(0, counts.findIndex((count) => count === upTo) + 1)) / (ns[0] ?? NaN),
    ),
  );
}

function targetsOf(rows: readonly PickRow[]): Target[] {
  const [alone = [], composed = []] = forms.map((form) => rows.filter((row) => row.form === form));
  return [
    { text: 'the default, composed, in ns', found: slowestDefault(rows), most: maxDefaultNs, gates: true },
    { text: 'alone, among 10,000 against 10', found: steepest(alone, 10_000), most: maxRatio, gates: true },
    {
      text: 'composed, among 1,000 against 10',
      found: steepest(composed, 1_000),
      most: maxRatio,
      gates: true,
    },
    {
      text: 'composed, among 10,000 against 10',
      found: steepest(composed, 10_000),
      most: maxRatio,
      gates: false,
    },
  ];
}

function report({ text, found, most, gates }: Target): void {
  const met = found <= most;
  console.log(`target: ${text}: at most ${most}: ${found.toFixed(2)}: ${met ? 'met' : 'missed'}`);
  if (!met && gates) process.exitCode = 1;
}

async function main(): Promise<void> {
  const rows = await measure();
  const table = toMarkdown(rows);
  console.log(
    `Node ${process.version}: CPU ns per pick and done, bytes per pick, CPU µs per update\n\n${table}\n`,
  );
  targetsOf(rows).forEach(report);
  if (process.argv.includes('--write')) await writeSection(readme, 'picks', table);
}

void main();
