import { createBalancer } from '@flotilla/balancing';
import { ask } from './line-protocol.js';

/** One call: pick, ask, report how it ended. Nothing else connects the balancer with the transport. */
async function call(balancer, timeoutMs) {
  const pick = balancer.pick();
  if (!pick) throw new Error('no server is ready');
  const begunAt = performance.now();
  try {
    const answer = await ask(pick.endpoint, 'who are you?', timeoutMs);
    pick.done({ kind: 'success', latencyMs: performance.now() - begunAt });
    return answer;
  } catch (error) {
    pick.done({ kind: 'failure', latencyMs: performance.now() - begunAt });
    throw error;
  }
}

/** `calls` calls under a policy, `concurrency` at a time: who answered how many, and how long it all took. */
export async function measure(policy, endpoints, { calls, concurrency, timeoutMs }) {
  const balancer = createBalancer({ policy });
  balancer.update(endpoints);
  const answers = new Map(endpoints.map(({ id }) => [id, 0]));
  let left = calls;
  const caller = async () => {
    while (left-- > 0) {
      const name = await call(balancer, timeoutMs);
      answers.set(name, answers.get(name) + 1);
    }
  };
  const begunAt = performance.now();
  await Promise.all(Array.from({ length: concurrency }, caller));
  return { answers, tookMs: performance.now() - begunAt };
}
