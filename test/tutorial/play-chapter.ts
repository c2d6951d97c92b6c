/// <reference types="jest" />
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decideBackend, until } from '@flotilla/testing';
import { describeStep } from './chapter/describe-step';
import type { Step } from './chapter/step';
import { takePicture } from './pictures';
import { readPage } from './read-chapters';
import { repository, tutorial } from './repository';
import { assertFree } from './stage/assert-free';
import { makeCleanClone } from './stage/clean-clone';
import { readersEnvironment } from './stage/environment';
import { sampleLimitMs, Stage } from './stage/stage';

/** That chapters name. */
const ports = [8_080, 8_500, 2_379];
const prepareTimeoutMs = 420_000;
const closeTimeoutMs = 30_000;
/** Beyond what the step itself may take. */
const graceMs = 10_000;

/** Without these, the steps after them cannot be. */
const decisive: readonly Step['kind'][] = ['block', 'file', 'change', 'ctrl-c'];

/** A test for each step of a chapter, in their order, in a clean clone and in terminals of their own. */
export function playChapter(name: string): void {
  const { steps } = readPage(tutorial, name);
  const checks = steps.filter(({ kind }) => kind === 'check' || kind === 'sample').length;
  const place = mkdtempSync(join(tmpdir(), 'flotilla-tutorial-'));
  // Root's PostgreSQL runs as nobody, who must get to its data.
  chmodSync(place, 0o755);
  /** While a chapter is written: a clone that is kept, and used as it is when it is there. */
  const folder = process.env['TUTORIAL_CLONE'] ?? join(place, 'flotilla');
  let stage: Stage | undefined;
  let broken: number | undefined;

  beforeAll(async () => {
    await assertFree(...ports);
    const env = readersEnvironment(join(place, 'programs'));
    if (!existsSync(folder)) await makeCleanClone(process.env['TUTORIAL_SEED'] ?? repository, folder, env);
    stage = new Stage({ folder, env, scripts: join(place, 'typed') });
  }, prepareTimeoutMs);
  afterAll(async () => {
    if (stage)
      process.stderr.write(`${name}: ${stage.unjudged} of ${checks} checks and samples were not judged\n`);
    await stage?.close();
    rmSync(place, { recursive: true, force: true, maxRetries: 5 });
  }, closeTimeoutMs);

  for (const step of steps) {
    const play = async (): Promise<void> => {
      if (broken !== undefined) throw withoutStack(`not tried: line ${broken} failed`);
      if (decisive.includes(step.kind)) broken = step.line;
      const told = await (step.kind === 'picture'
        ? takePicture(join(folder, step.source), step.target)
        : stage?.play(step));
      if (told) process.stderr.write(`${name}, line ${step.line}: ${told}\n`);
      broken = undefined;
    };
    testOf(step)(describeStep(step), play, (step.kind === 'block' ? step.limitMs : sampleLimitMs) + graceMs);
  }

  it(
    'leaves nothing that runs',
    async () => {
      if (broken !== undefined) throw withoutStack(`not tried: line ${broken} failed`);
      expect(stage?.busy).toEqual([]);
      await until('its ports are free', closeTimeoutMs, () =>
        assertFree(...ports).then(
          () => true,
          () => false,
        ),
      );
    },
    closeTimeoutMs + graceMs,
  );
}

/** Steps of a section on a program that this machine lacks are skipped, unless it is required. */
function testOf(step: Step): typeof it {
  const { needs } = step;
  if (step.kind === 'block' && step.inFull && process.env['PROVE'] !== '1') return it.skip;
  if (needs === undefined) return it;
  const decision = decideBackend(needs, `${needs.toUpperCase()}_BIN`, process.env);
  return decision.run || decision.required ? it : it.skip;
}

/** Where it was thrown says nothing. */
function withoutStack(message: string): Error {
  return Object.assign(new Error(message), { stack: message });
}
