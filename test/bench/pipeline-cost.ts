// What the policies around a call cost. `npm run bench:pipeline`; with `--write` the table goes into the README of
// libs/fault-tolerance. Fails when a target is missed.
import { join } from 'node:path';
import { startHelper } from './helper-process';
import { markdownTable } from './markdown-table';
import type { PipelineCosts } from './pipeline-costs';
import { subjects } from './pipeline-subjects';
import { writeSection } from './readme-section';

const readme = join(__dirname, '../../libs/fault-tolerance/README.md');
const alone = 'the call alone';
const target = 'as `createClient` has them by default';
const maxTargetNs = 3_000;

async function measure(): Promise<Map<string, PipelineCosts>> {
  const costs = new Map<string, PipelineCosts>();
  for (const name of Object.keys(subjects)) {
    const { message, stop } = await startHelper('pipeline-costs', name);
    stop();
    costs.set(name, message as PipelineCosts);
  }
  return costs;
}

function figure(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function toMarkdown(costs: ReadonlyMap<string, PipelineCosts>): string {
  const rows = [...costs].map(([name, { ns, bytes }]) => [name, figure(ns), figure(bytes)]);
  return markdownTable([['around a call that succeeds at once', 'CPU ns', 'bytes'], ...rows], 1);
}

async function main(): Promise<void> {
  const costs = await measure();
  const caption = `One call with its context, awaited, the fastest of 15 rounds, and the bytes that it allocates (Node ${process.version}):`;
  const section = `${caption}\n\n${toMarkdown(costs)}`;
  console.log(`${section}\n`);
  const added = (costs.get(target)?.ns ?? NaN) - (costs.get(alone)?.ns ?? NaN);
  const met = added <= maxTargetNs;
  console.log(
    `target: the default pipeline adds at most ${maxTargetNs} ns: ${figure(added)}: ${met ? 'met' : 'missed'}`,
  );
  if (!met) process.exitCode = 1;
  if (process.argv.includes('--write')) await writeSection(readme, 'costs', section);
}

void main();
