import type { HttpSender } from './http-sender';

const concurrency = 8;

/** A closed loop: greetings, eight at a time, each as soon as the one before was answered. @throws when one is not */
export async function closedLoop(sender: HttpSender, requests: number): Promise<void> {
  let left = requests;
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const { status } = await sender.get('/api/greetings/Ada');
      if (status !== 200) throw new Error(`a greeting was answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
