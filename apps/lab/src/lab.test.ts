import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { neverAborted } from '@flotilla/call';
import { atLeast, atMost, none } from './experiment/bound';
import { alike, at } from './experiment/experiment';
import type { Experiment } from './experiment/experiment';
import { defaults } from './experiment/variants';
import { runLab } from './lab';
import type { Outcome } from './lab';

const tiny: Experiment = {
  name: 'tiny',
  title: 'Tiny',
  question: 'Does the lab work?',
  variants: [defaults],
  plan: () => ({
    backends: alike(2),
    load: { ratePerSecond: 50, durationMs: 2_000, arrivals: 'poisson' },
    steps: [
      at(500, 'greeter-1 fails', (fleet) => fleet.backend(1).behave({ delayMs: 1, failRatio: 1 })),
      at(1_000, 'greeter-1 is killed', (fleet) => fleet.backend(1).kill('SIGKILL')),
    ],
  }),
  hypotheses: () => [
    { claim: 'failed', variant: 'default', bound: none, measure: (run) => run.failed() },
    {
      claim: 'before',
      variant: 'default',
      bound: atLeast(1, 'count'),
      measure: (run) => run.attempts('greeter-1', { toMs: 500 }),
    },
    {
      claim: 'after',
      variant: 'default',
      bound: atMost(0, '%'),
      measure: (run) => run.shareOf('greeter-1', { fromMs: 1_000 }),
    },
  ],
};

/** Commands of this process's children. */
function children(): string[] {
  const lines = execFileSync('ps', ['-A', '-o', 'ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.trim().startsWith(`${process.pid} `) && line.includes('main.js'));
}

describe('the lab', () => {
  let out: string;
  let written: string[];

  beforeEach(async () => {
    out = await mkdtemp(join(tmpdir(), 'flotilla-lab-'));
    written = [];
  });
  afterEach(() => rm(out, { recursive: true }));

  const lab = (args: readonly string[], signal = neverAborted): Promise<Outcome> =>
    runLab([...args, '--out', out], {
      catalogue: [tiny],
      output: { write: (text: string) => written.push(text) > 0 },
      signal,
    });

  it('runs an experiment on a fleet of its own, tells what came out, and leaves nothing behind', async () => {
    const outcome = await lab(['run', '--all']);
    const text = written.join('');
    expect([outcome, text]).toEqual(['held', expect.stringMatching(/failed +default +0 +0 +PASS/)]);
    const result = JSON.parse(await readFile(join(out, 'tiny', 'result.json'), 'utf8')) as object;
    expect(result).toMatchObject({
      passed: true,
      variants: [{ variant: 'default', requests: 100, failed: 0 }],
    });
    expect(await readFile(join(out, 'tiny', 'report.html'), 'utf8')).toContain('greeter-1 is killed');
    expect(await readFile(join(out, 'index.html'), 'utf8')).toContain('tiny/report.html');
    expect(children()).toEqual([]);
  }, 30_000);

  it('ends what it started when it is interrupted', async () => {
    const stop = new AbortController();
    const interrupted = expect(lab(['run', 'tiny'], stop.signal)).rejects.toThrow('aborted');
    while (children().length < 4) await new Promise((resolve) => setTimeout(resolve, 50));
    stop.abort();
    await interrupted;
    expect(children()).toEqual([]);
  }, 30_000);

  it('lists what there is', async () => {
    expect(await lab(['list'])).toBe('held');
    expect(written.join('')).toMatch(/tiny +Does the lab work\?/);
  });
});
