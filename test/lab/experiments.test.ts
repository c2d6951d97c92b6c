import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const lab = join(root, 'apps', 'lab', 'dist', 'main.js');
const proving = process.env['PROVE'] === '1';
/** The exit code of an experiment whose generator fell behind twice. */
const tooBusy = 3;
/** Room for a second run, when the generator fell behind in the first. */
const timeoutMs = proving ? 30 * 60_000 : 3 * 60_000;
/** The lab ends its processes in order when it is told to, which takes a moment. */
const graceMs = 10_000;

/** Names of the experiments, as the lab lists them below a header of two lines. */
function experiments(): string[] {
  const lines = execFileSync(process.execPath, [lab, 'list'], { encoding: 'utf8' }).trim().split('\n');
  return lines.slice(2).map((line) => line.replace(/ .*/, ''));
}

/** In short, only what nothing else asserts on real processes, or in simulation; in full all run. */
const provedElsewhere = new Set([
  // chaos tests have the same faults
  ...['kill-instance', 'frozen-instance', 'black-hole'],
  // tests of libs/balancing draw as many picks under a clock of their own
  ...['balance-even', 'canary', 'fast-failure', 'scale-out', 'slow-instance', 'sticky-ring', 'zone-failover'],
  // the tutorial runs these, those without protection beside them
  ...['retry-storm', 'tail-latency', 'breaker', 'overload'],
  // tests of libs/fault-tolerance and of the client's pipeline make as many calls under fake time
  ...['partial-failure', 'non-idempotent', 'noisy-neighbour'],
]);

/** How a run ended, and all that it printed. PROVE, which it inherits, makes it a full one. */
function run(name: string, out: string): Promise<{ readonly code: unknown; readonly printed: string }> {
  const args = [lab, 'run', name, '--out', out];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root, timeout: timeoutMs }, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, printed: stdout + stderr }),
    );
  });
}

/** Full reports stay where people look for them. */
let out = join('.flotilla', 'lab');
beforeAll(async () => {
  if (!proving) out = await mkdtemp(join(tmpdir(), 'flotilla-lab-'));
});
afterAll(async () => {
  if (!proving) await rm(out, { recursive: true });
});

it.each(experiments().filter((name) => proving || !provedElsewhere.has(name)))(
  '%s: every hypothesis holds',
  async (name) => {
    const { code, printed } = await run(name, out);
    if (code === tooBusy && !proving) {
      process.stderr.write(`NOT JUDGED: ${name}: this machine is too slow or too busy for it\n`);
      return;
    }
    if (code !== 0) throw new Error(`it ended with ${String(code)}:\n${printed}`);
    expect(printed).toContain('PASS');
  },
  timeoutMs + graceMs,
);
