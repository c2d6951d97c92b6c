import type { Child, Exit, Spawn } from '../child';
import type { ProcessPlan } from '../process-plan';

/** A child process that a test moves by hand. */
export class FakeChild implements Child {
  readonly signals: string[] = [];
  readonly exited: Promise<Exit>;
  #exit!: (exit: Exit) => void;

  constructor(
    readonly plan: ProcessPlan,
    readonly pid: number,
    readonly print: (line: string) => void,
  ) {
    this.exited = new Promise((resolve) => (this.#exit = resolve));
  }

  kill(signal: string): void {
    this.signals.push(signal);
    if (signal === 'SIGKILL') this.#exit({ reason: signal });
  }

  /** Ends, and lets those hear of it who wait for it. */
  async exit(reason = 'exit code 0'): Promise<void> {
    this.#exit({ reason });
    await this.exited;
    await Promise.resolve();
  }

  log(msg: string, fields: object = {}): void {
    const { service, instance } = this.plan;
    this.print(
      JSON.stringify({ level: 'info', time: '2026-11-22T17:23:40Z', service, instance, ...fields, msg }),
    );
  }

  becomeReady(port = 4_000): void {
    const [addresses, admin] = [[{ host: '127.0.0.1', port }], { host: '127.0.0.1', port: port + 1 }];
    this.log('listening', { addresses, admin });
    this.log('ready');
  }
}

/** Children as they are started, the first with pid 1. */
export function fakeSpawn(): { readonly spawn: Spawn; readonly children: FakeChild[] } {
  const children: FakeChild[] = [];
  const spawn: Spawn = (plan, onLine) => {
    const child = new FakeChild(plan, children.length + 1, onLine);
    children.push(child);
    return child;
  };
  return { spawn, children };
}

export function plan(instance: string): ProcessPlan {
  return {
    service: instance.replace(/-\d+$/, ''),
    instance,
    entry: '/main.js',
    startsWithNext: false,
    environment: {},
  };
}
