// Measures one subject and sends its costs: a process of its own, so that the code is compiled for it alone.
import { getHeapStatistics } from 'node:v8';
import { cpuMicros } from './cpu-meter';
import { subjects } from './pipeline-subjects';
import type { Subject } from './pipeline-subjects';

export interface PipelineCosts {
  /** CPU nanoseconds of a call. */
  readonly ns: number;
  /** Bytes that it allocates. */
  readonly bytes: number;
}

const [name = ''] = process.argv.slice(2);
const rounds = Number(process.env['ROUNDS'] ?? 15);
const warmUpRounds = 4;
const callsPerRound = 50_000;
/** Far fewer than between two visits of the garbage collector; the heap grows by whole pages, hence many. */
const callsPerPiece = 500;
const pieces = 300;

async function call(subject: Subject, times: number): Promise<void> {
  for (let i = 0; i < times; i++) await subject('hello');
}

/** The fastest round: what else the machine does only adds. */
async function nsPerCall(subject: Subject): Promise<number> {
  let fastest = Infinity;
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    const begun = cpuMicros();
    await call(subject, callsPerRound);
    const ns = ((cpuMicros() - begun) * 1_000) / callsPerRound;
    if (round >= warmUpRounds) fastest = Math.min(fastest, ns);
  }
  return fastest;
}

/** What the heap grows by. The pieces in which the garbage collector came by, so that it shrank, do not count. */
async function bytesPerCall(subject: Subject): Promise<number> {
  const grown: number[] = [];
  for (let piece = 0; piece < pieces; piece++) {
    const before = getHeapStatistics().used_heap_size;
    await call(subject, callsPerPiece);
    const bytes = getHeapStatistics().used_heap_size - before;
    if (bytes >= 0) grown.push(bytes);
  }
  return grown.reduce((sum, bytes) => sum + bytes, 0) / (grown.length * callsPerPiece);
}

async function main(): Promise<void> {
  const subject = subjects[name]?.();
  if (!subject) throw new RangeError(`there is no ${name}: ${Object.keys(subjects).join(', ')}`);
  const costs: PipelineCosts = { ns: await nsPerCall(subject), bytes: await bytesPerCall(subject) };
  process.send?.(costs, () => process.exit(0));
}

void main();
