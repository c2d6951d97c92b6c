import { parseArguments, usage } from './arguments/parse-arguments';
import type { RunRequest } from './arguments/parse-arguments';
import type { Experiment, Variant } from './experiment/experiment';
import { formOf } from './experiment/form';
import { policies } from './experiment/variants';
import { describeResult } from './output/describe-result';
import { createProgress } from './output/progress';
import type { ProgressStream } from './output/progress';
import { formatTable } from './output/table';
import { writeIndex, writeReport } from './report/write-report';
import { runExperiment } from './run/run-experiment';
import type { Result } from './run/run-experiment';
import { isInconclusive, isMissed, runFairly } from './run/run-fairly';

export interface LabOptions {
  readonly catalogue: readonly Experiment[];
  readonly output: ProgressStream;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
}

/** Whether every hypothesis held, some did not, or the machine was too busy to tell. */
export type Outcome = 'held' | 'missed' | 'inconclusive';

/**
 * Does what the arguments ask for. What it started has ended when it settles.
 *
 * @throws RangeError for arguments that are refused
 */
export async function runLab(args: readonly string[], options: LabOptions): Promise<Outcome> {
  const { catalogue, output } = options;
  const request = parseArguments(
    args,
    catalogue.map(({ name }) => name),
  );
  const print = (lines: readonly string[]): void => void output.write(`${lines.join('\n')}\n`);
  if (request.command === 'run') return runAll(request, options, print);
  print(request.command === 'help' ? usage : listOf(catalogue));
  return 'held';
}

function listOf(catalogue: readonly Experiment[]): string[] {
  return formatTable([
    ['experiment', 'question'],
    ...catalogue.map(({ name, question }) => [name, question]),
  ]);
}

async function runAll(
  { names, all, compare, full, allVariants, seed, out }: RunRequest,
  { catalogue, output, signal }: LabOptions,
  print: (lines: readonly string[]) => void,
): Promise<Outcome> {
  const form = formOf(full);
  const results: Result[] = [];
  for (const experiment of catalogue.filter(({ name }) => names.includes(name))) {
    const variants = compare ? compared(experiment, compare) : chosen(experiment, full || allVariants);
    const progress = createProgress(output);
    const result = await runFairly(
      form,
      () => runExperiment(experiment, { form, seed, variants, signal, progress }),
      (first) => print([...describeResult(first), isInconclusive(first) ? wasBehind : hasFewSamples]),
    );
    print(describeResult(result));
    if (isInconclusive(result)) print([inconclusive]);
    print([`report: ${await writeReport(result, out)}`]);
    results.push(result);
  }
  if (all) print(['', `all reports: ${await writeIndex(results, out)}`]);
  return outcomeOf(results);
}

const wasBehind = 'the generator fell behind, so that counts for nothing: again';
const hasFewSamples =
  'missed, in the short form, whose few samples one hiccup spoils: again, and that counts';
const inconclusive =
  'the generator fell behind again: this machine is too slow or too busy to tell, so nothing is judged';

function outcomeOf(results: readonly Result[]): Outcome {
  const missed = results.filter(isMissed);
  if (missed.length === 0) return 'held';
  return missed.every(isInconclusive) ? 'inconclusive' : 'missed';
}

function compared({ base = {} }: Experiment, names: NonNullable<RunRequest['compare']>): readonly Variant[] {
  return policies(base, ...names);
}

function chosen({ variants }: Experiment, all: boolean): readonly Variant[] {
  return variants.filter(({ onlyInFull }) => all || !onlyInFull);
}
