import { httpSender } from '@flotilla/testing/load';
import { assertWanted } from './assert-wanted';

const timeoutMs = 3_000;

/**
 * Asks the gateway once: any answer will do.
 *
 * @param signal ends the wait for an answer
 * @throws Error that says what to do when there is none; or that it was interrupted
 */
export async function assertReachable(url: string, signal: AbortSignal): Promise<void> {
  const sender = httpSender(url, { timeoutMs });
  signal.addEventListener('abort', sender.close);
  try {
    assertWanted(signal);
    await sender.get('/api/greetings/Ada');
    assertWanted(signal);
  } catch (cause) {
    assertWanted(signal);
    const { message } = cause as Error;
    throw new Error(
      `no gateway answers at ${url} (${message}): start a fleet with flotilla up, or name its address with --url`,
      { cause },
    );
  } finally {
    signal.removeEventListener('abort', sender.close);
    sender.close();
  }
}
