import { painter } from '../../output/paint';
import { SupervisedProcess } from '../../supervisor/supervised-process';
import { fakeSpawn, plan } from '../../supervisor/testing/fake-child';
import type { FakeChild } from '../../supervisor/testing/fake-child';
import { FleetView } from './fleet-view';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function show(verbose = false) {
  const { spawn, children } = fakeSpawn();
  const surroundings = { spawn, clock: () => performance.now(), random: () => 0 };
  const processes = ['greeter-1', 'gateway-1'].map((id) => new SupervisedProcess(plan(id), surroundings));
  const lines: string[] = [];
  const terminal = {
    paint: painter(false),
    print: (line: string) => lines.push(line),
    complain: () => undefined,
  };
  const view = new FleetView(processes, terminal, verbose);
  for (const process of processes) process.start();
  const [greeter, gateway] = children as [FakeChild, FakeChild];
  return { view, lines, processes, greeter, gateway };
}

it.each([
  [false, ['greeter-1 | broken', 'greeter-1 | 00:00:00 warn  slow ms=7']],
  [true, ['greeter-1 | broken', 'greeter-1 | 00:00:00 warn  slow ms=7', 'greeter-1 | 00:00:00 info  hello']],
])('shows the log, verbose: %s', (verbose, expected) => {
  const { greeter, lines } = show(verbose);
  greeter.print('broken');
  greeter.log('slow', { level: 'warn', ms: 7 });
  greeter.log('hello');
  expect(lines.map((line) => line.replace(/\d\d:\d\d:\d\d/, '00:00:00'))).toEqual(expected);
});

it('lets no process control the terminal', () => {
  const { greeter, lines } = show();
  greeter.print('\u001b[2Jgone');
  expect(lines).toEqual(['greeter-1 | \\x1b[2Jgone']);
});

it('shows the table, and afterwards each change of a state as a row of it', async () => {
  const { view, greeter, gateway, lines } = show();
  greeter.becomeReady(4_000);
  gateway.becomeReady(8_080);
  view.showTable();
  await greeter.exit('SIGKILL');
  expect(lines).toEqual([
    'SERVICE  INSTANCE   ADDRESS         ADMIN           PID  STATE',
    'greeter  greeter-1  127.0.0.1:4000  127.0.0.1:4001  1    ready',
    'gateway  gateway-1  127.0.0.1:8080  127.0.0.1:8081  2    ready',
    'flotilla  | greeter-1 died (SIGKILL) and starts again in 0.3 s',
    'flotilla  | greeter  greeter-1  -               -               -    restarting (1)',
  ]);
});

it('shows deaths, but no other states before the table', async () => {
  const { greeter, gateway, lines } = show();
  gateway.becomeReady();
  await greeter.exit('exit code 1');
  expect(lines).toEqual(['flotilla  | greeter-1 died (exit code 1) and starts again in 0.3 s']);
});

it('shows what a process printed last, whatever its level', () => {
  const { view, greeter, processes, lines } = show();
  greeter.log('hello');
  view.showLastLines(processes[0] as SupervisedProcess);
  expect(lines).toEqual([expect.stringContaining('info  hello')]);
});
