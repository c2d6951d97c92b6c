import { startServer } from './line-protocol.js';
import { measure } from './measure.js';

const latenciesMs = { swift: 5, steady: 10, slow: 200 };
const load = { calls: 600, concurrency: 10, timeoutMs: 10_000 };

const servers = await Promise.all(Object.entries(latenciesMs).map((entry) => startServer(...entry)));
const endpoints = servers.map(({ endpoint }) => endpoint);
for (const policy of ['round_robin', 'p2c_peak_ewma']) {
  const { answers, tookMs } = await measure(policy, endpoints, load);
  const shares = [...answers].map(([name, count]) => `${name} ${((100 * count) / load.calls).toFixed(1)} %`);
  console.log(`${policy}: ${shares.join(', ')}; ${load.calls} calls took ${tookMs.toFixed(0)} ms`);
}
for (const { close } of servers) close();
