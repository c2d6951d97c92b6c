import type { Clock } from '@flotilla/call';

/** npm passes on a Ctrl-C that the terminal has already sent: so soon after the first, a signal is its echo. */
const echoMs = 300;

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The part of `process` that tells of signals. */
export interface SignalSource {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
}

export interface StopRequests {
  /** Resolves at the first request. */
  readonly first: Promise<'told'>;
  /** Listens no more. */
  end(): void;
}

/**
 * Listens for Ctrl-C, SIGTERM, and the end of the terminal.
 *
 * @param onAnother called at every request after the first.
 */
export function stopRequests(source: SignalSource, clock: Clock, onAnother: () => void): StopRequests {
  let askedMs: number | undefined;
  let ask = (): void => undefined;
  const first = new Promise<'told'>((resolve) => {
    ask = () => {
      if (askedMs !== undefined && clock() - askedMs > echoMs) onAnother();
      askedMs ??= clock();
      resolve('told');
    };
  });
  for (const signal of signals) source.on(signal, ask);
  return { first, end: () => signals.forEach((signal) => source.off(signal, ask)) };
}
