import type { SupervisedProcess } from './supervised-process';

/** A process that dies so often before it was ever ready will not be ready later. */
const maxFailures = 3;

/** Why a fleet did not start, and which processes' output may tell more. */
export class StartError extends Error {
  override readonly name = 'StartError';

  constructor(
    message: string,
    readonly culprits: readonly SupervisedProcess[],
  ) {
    super(message);
  }
}

/**
 * Resolves when all processes, already started, are ready.
 *
 * @throws StartError that names who is not: after `timeoutMs`, after three deaths of one, or when one is told to stop.
 */
export async function whenReady(processes: readonly SupervisedProcess[], timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let stopObserving: (() => void)[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    const check = (): void => {
      const failure = processes.map(failureOf).find((each) => each !== undefined);
      if (failure) reject(failure);
      if (processes.every(isReady)) resolve();
    };
    timer = setTimeout(() => reject(tooLate(processes, timeoutMs)), timeoutMs);
    stopObserving = processes.map((process) => process.observe(check));
    check();
  });
  try {
    await ready;
  } finally {
    clearTimeout(timer);
    for (const stop of stopObserving) stop();
  }
}

function isReady({ state }: SupervisedProcess): boolean {
  return state.name === 'ready';
}

function failureOf(process: SupervisedProcess): StartError | undefined {
  const { state, failures, plan } = process;
  if (state.name === 'restarting' && failures >= maxFailures) {
    return new StartError(
      `${plan.instance} does not start: it died ${failures} times, at last by ${state.reason}`,
      [process],
    );
  }
  const isTold = state.name === 'stopping' || state.name === 'stopped';
  return isTold ? new StartError(`${plan.instance} was told to stop before it was ready`, []) : undefined;
}

function tooLate(processes: readonly SupervisedProcess[], timeoutMs: number): StartError {
  const late = processes.filter((process) => !isReady(process));
  const names = late.map(({ plan }) => plan.instance).join(', ');
  return new StartError(`not ready within ${Math.round(timeoutMs / 1_000)} s: ${names}`, late);
}
