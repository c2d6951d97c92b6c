import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A program of this folder, running until it is stopped. */
export interface HelperProcess {
  /** The first message that it sent. */
  readonly message: unknown;
  /** Sends something, and resolves with what comes back. */
  ask(): Promise<unknown>;
  stop(): void;
}

/** Starts a program of this folder and waits for its first message. Rejects when it ends without one. */
export async function startHelper(name: string, ...args: readonly unknown[]): Promise<HelperProcess> {
  const child = fork(join(__dirname, `${name}.ts`), args.map(String));
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${name} ended with ${String(code)}, and owed an answer`);
  });
  ended.catch(() => undefined);
  const nextMessage = async (): Promise<unknown> => {
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [unknown];
    return message;
  };
  const message = await nextMessage();
  const ask = (): Promise<unknown> => {
    child.send('?', () => undefined);
    return nextMessage();
  };
  return { message, ask, stop: () => void child.kill('SIGKILL') };
}
