import { httpSender } from '@flotilla/testing';

const connections = 8;

/** A closed loop: greetings over some connections, each as soon as the one before was answered. @throws when one is not */
export async function closedLoop(url: string, requests: number): Promise<void> {
  const sender = httpSender(url);
  let left = requests;
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const { status } = await sender.get('/api/greetings/Ada');
      if (status !== 200) throw new Error(`${url} answered ${status}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, worker));
  } finally {
    sender.close();
  }
}
