import { firstTerminal } from './step';
import type { Step } from './step';

/** Blocks that go on in terminals of their own, and that no Ctrl-C of the chapter ends. */
export function leftRunning(steps: readonly Step[]): string[] {
  const running = new Map<string, number>();
  const left: string[] = [];
  const leave = (terminal: string): void => {
    const line = running.get(terminal);
    if (line !== undefined) left.push(`line ${line}: nothing ends what runs in the terminal ${terminal}`);
    running.delete(terminal);
  };
  for (const step of steps) {
    if (step.kind === 'ctrl-c') running.delete(step.terminal);
    if (step.kind !== 'block' || step.terminal === firstTerminal) continue;
    leave(step.terminal);
    if (!step.endsItself) running.set(step.terminal, step.line);
  }
  for (const terminal of [...running.keys()]) leave(terminal);
  return left;
}
