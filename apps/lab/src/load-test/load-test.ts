import { durationOf } from '@flotilla/testing/load';
import type { ProgressStream } from '../output/progress';
import { formatTable } from '../output/table';
import { format } from '../output/units';
import type { LoadRequest } from './arguments/load-request';
import { parseLoad, usage } from './arguments/parse-load';
import { Observer } from './fleet/observer';
import { assertWanted } from './measure/assert-wanted';
import { gatewaySender } from './measure/gateway-sender';
import { LoadRun } from './measure/load-run';
import { assertReachable } from './measure/reachable';
import { describeLoad } from './output/describe-load';
import { showLive } from './output/live-line';
import { writeLoadReport } from './report/write-load-report';
import { resultOf } from './result';
import type { LoadResult } from './result';
import { formatDuration } from './scenario/duration';
import { allScenarios, findScenario } from './scenario/find-scenario';
import { override } from './scenario/override';
import type { Scenario } from './scenario/scenario';

export interface LoadTestOptions {
  readonly output: ProgressStream;
  /** Ends the load; what was measured is still told. */
  readonly signal: AbortSignal;
}

/**
 * Does what the arguments ask for.
 *
 * @returns the exit code: 0 it ran, 1 more failed than `--fail-above` allows
 * @throws RangeError for arguments that are refused; Error when nothing can be measured
 */
export async function runLoadTest(args: readonly string[], options: LoadTestOptions): Promise<number> {
  const { output } = options;
  const print = (lines: readonly string[]): void => void output.write(`${lines.join('\n')}\n`);
  const request = parseLoad(args);
  if (request.command === 'load') return runAndTell(request, options, print);
  print(request.command === 'help' ? usage : await listOfScenarios());
  return 0;
}

async function listOfScenarios(): Promise<string[]> {
  const scenarios = await allScenarios();
  return formatTable([['scenario', ''], ...scenarios.map(({ name, summary }) => [name, summary])]);
}

async function runAndTell(
  request: LoadRequest,
  options: LoadTestOptions,
  print: (lines: readonly string[]) => void,
): Promise<number> {
  const scenario = override(await findScenario(request.scenario), request.overrides);
  await assertReachable(request.url, options.signal);
  print([
    `${scenario.name}: up to ${formatDuration(durationOf(scenario.phases))} on ${request.url}; Ctrl-C ends it`,
  ]);
  const result = await measure(scenario, request, options, print);
  if (result.requested === 0) throw new Error('interrupted before the first request');
  print(describeLoad(result));
  print(['', `report: ${await writeLoadReport(result, request.out)}`]);
  const { failAbove = 1 } = request;
  if (result.failedShare <= failAbove) return 0;
  print([`failed: more than the ${format(failAbove, '%')} that --fail-above allows`]);
  return 1;
}

async function measure(
  scenario: Scenario,
  { url, seed, registryUrl }: LoadRequest,
  { output, signal }: LoadTestOptions,
  print: (lines: readonly string[]) => void,
): Promise<LoadResult> {
  const durationMs = durationOf(scenario.phases);
  const sender = gatewaySender(url, scenario);
  const observer = new Observer(registryUrl);
  const over = new AbortController();
  try {
    const problem = await observer.problem(signal);
    assertWanted(signal);
    if (problem) print([`only the generator's CPU and memory are measured: ${problem}`]);
    const startedAt = new Date();
    const observing = observer.observe(durationMs, over.signal);
    const run = new LoadRun({ scenario, sender, seed, signal });
    const endLive = showLive(output, run, durationMs);
    const ended = await run.run().finally(() => {
      endLive();
      over.abort();
    });
    return resultOf({ scenario, url, seed, startedAt, run, ended, observed: await observing });
  } finally {
    sender.close();
    await observer.close();
  }
}
