import type { Terminal } from '../../output/terminal';
import { Fleet } from '../../supervisor/fleet';
import { forkChild } from '../../supervisor/fork-child';
import type { ProcessPlan } from '../../supervisor/process-plan';
import { StartError } from '../../supervisor/when-ready';
import type { FleetSettings } from './fleet-settings';
import { FleetView } from './fleet-view';
import { stopRequests } from './stop-requests';
import { tryIt } from './try-it';

const startTimeoutMs = 30_000;
/** A service deregisters (2 s), lets that be heard of (2 s), drains (10 s), closes its clients and sends its last spans (2 s). */
const stopGraceMs = 20_000;

const clock = (): number => performance.now();

/**
 * Runs a fleet until a signal ends it. Nothing of it is left when the promise settles.
 *
 * @returns the exit code: 1 when it was hurried, so that calls in flight were lost.
 * @throws StartError
 */
export async function runFleet(
  plans: readonly ProcessPlan[],
  settings: FleetSettings,
  terminal: Terminal,
): Promise<number> {
  const startedMs = clock();
  const fleet = new Fleet(plans, { spawn: forkChild, clock, random: Math.random });
  const view = new FleetView(fleet.processes, terminal, settings.verbose);
  let hurried = false;
  const requests = stopRequests(process, clock, () => {
    hurried = true;
    fleet.kill();
  });
  try {
    view.say(`starting ${plans.map(({ instance }) => instance).join(', ')}`);
    if ((await Promise.race([requests.first, fleet.start(startTimeoutMs)])) !== 'told') {
      view.say(`ready in ${((clock() - startedMs) / 1_000).toFixed(1)} s`);
      showReady(view, terminal, tryIt(fleet.processes, settings));
      await requests.first;
    }
    view.say('stopping in order; a second Ctrl-C kills');
  } catch (error) {
    if (error instanceof StartError) error.culprits.forEach((process) => view.showLastLines(process));
    throw error;
  } finally {
    await fleet.stop(stopGraceMs);
    requests.end();
  }
  return hurried ? 1 : 0;
}

function showReady(view: FleetView, terminal: Terminal, lines: readonly string[]): void {
  terminal.print('');
  view.showTable();
  for (const line of ['', ...lines, '']) terminal.print(line);
}
