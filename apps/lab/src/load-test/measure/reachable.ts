import { httpSender } from '@flotilla/testing/load';

const timeoutMs = 3_000;

/**
 * Asks the gateway once: any answer will do.
 *
 * @throws Error that says what to do when there is none
 */
export async function assertReachable(url: string): Promise<void> {
  const sender = httpSender(url, { timeoutMs });
  try {
    await sender.get('/api/greetings/Ada');
  } catch (cause) {
    const { message } = cause as Error;
    throw new Error(
      `no gateway answers at ${url} (${message}): start a fleet with flotilla up, or name its address with --url`,
      { cause },
    );
  } finally {
    sender.close();
  }
}
