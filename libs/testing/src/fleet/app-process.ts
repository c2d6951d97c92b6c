import { join } from 'node:path';
import { Program } from '../backends/program';
import { anyPortHere } from './any-port-here';
import { until } from './until';
import { workspaceRoot } from './workspace-root';

const startTimeoutMs = 20_000;

interface Address {
  readonly host: string;
  readonly port: number;
}

/** What an app's log says of its addresses, in the line "listening". */
interface Listening {
  readonly addresses: readonly Address[];
  readonly admin: Address;
}

/** An app of this workspace, built, running as a process of its own on free ports. */
export interface AppProcess {
  readonly pid: number;
  /** Of its first listener, for example `127.0.0.1:41234`. */
  readonly address: string;
  readonly adminUrl: string;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when it is gone. Default SIGKILL. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * Starts `apps/<name>` and waits until it says that it is ready, or only that it listens.
 *
 * @throws Error with the end of its output when it ends, or has not said so within 20 s.
 */
export async function startApp(
  name: string,
  env: Readonly<Record<string, string>> = {},
  milestone: 'ready' | 'listening' = 'ready',
): Promise<AppProcess> {
  let listening: Listening | undefined;
  let reached = false;
  const onLine = (line: string): void => {
    const entry = parseLine(line);
    if (entry['msg'] === 'listening') listening = entry as unknown as Listening;
    if (entry['msg'] === milestone) reached = true;
  };
  const main = join(workspaceRoot, 'apps', name, 'dist', 'main.js');
  const all = { ...anyPortHere, LOG_LEVEL: 'info', ...env };
  const program = new Program(process.execPath, [main], { env: all, onLine });
  try {
    await until(`${name} is ${milestone}`, startTimeoutMs, () => reached || !program.running);
    if (!listening || !program.running) throw new Error(`${name} ended`);
    return toAppProcess(program, listening);
  } catch (cause) {
    await program.stop();
    throw new Error(`${name} did not start. Its last output:\n${program.output}`, { cause });
  }
}

function parseLine(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function toAppProcess(program: Program, { addresses: [first], admin }: Listening): AppProcess {
  return {
    pid: program.pid as number,
    address: `${first?.host}:${first?.port}`,
    adminUrl: `http://${admin.host}:${admin.port}`,
    kill: (signal) => program.kill(signal),
    stop: (signal) => program.stop(signal),
  };
}
