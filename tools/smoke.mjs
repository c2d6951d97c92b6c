// What a new user does, from outside: npm start, every route, a greeter killed under load, stop; nothing left behind.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { residentMegabytes } from './resident-megabytes.mjs';
import { keepResults } from './test-results.js';

let passed = 0;
const failures = [];
const check = (what, holds, seen = '') => {
  if (holds) passed += 1;
  else failures.push(`smoke: ${what} ${seen}`);
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what} ${seen}`);
};

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function within(ms, holds) {
  const giveUpAt = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) return false;
    await delay(100);
  }
  return true;
}

const status = (url, init) =>
  fetch(url, { ...init, signal: AbortSignal.timeout(2_000) }).then(
    (r) => r.arrayBuffer().then(() => r.status),
    () => 0,
  );

/** Greetings and orders, 4 to 1, at a constant rate for some seconds; resolves to how many failed. */
async function load(gateway, ratePerSecond, seconds) {
  const pending = [];
  for (let n = 0; n < ratePerSecond * seconds; n += 5) {
    for (let i = 0; i < 4; i++) pending.push(status(`${gateway}/api/greetings/Ada`));
    pending.push(status(`${gateway}/api/orders`, order(`load-${n}`)));
    await delay(5_000 / ratePerSecond);
  }
  return (await Promise.all(pending)).filter((code) => code !== 200 && code !== 201).length;
}

const order = (key) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', 'idempotency-key': key },
  body: JSON.stringify({ customerId: 'ada', lines: [{ sku: 'TEA-OOLONG', quantity: 2 }] }),
});

const [port, registryPort] = [await freePort(), await freePort()];
const gateway = `http://127.0.0.1:${port}`;
const folder = mkdtempSync(join(tmpdir(), 'flotilla-smoke-'));
const settings = { port, 'registry-port': registryPort, data: folder };
const startedAt = Date.now();
const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
const up = spawn('npm', ['start', '--silent', '--', ...flags], {
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
});
let output = '';
up.stdout.on('data', (chunk) => (output += chunk));
const exited = once(up, 'exit');

const instances = () => {
  const args = [
    'apps/cli/dist/main.js',
    'instances',
    '--json',
    '--registry-url',
    `http://127.0.0.1:${registryPort}`,
  ];
  return JSON.parse(execFileSync('node', args, { encoding: 'utf8' }));
};
const pids = new Set();
const note = () => instances().map((each) => (pids.add(Number(each.pid)), each));

try {
  check(
    'npm start is ready',
    await within(60_000, () => output.includes('ready in')),
    `${Date.now() - startedAt} ms`,
  );
  check('three greeters, two orders and a gateway are registered', note().length === 6);
  const placed = await fetch(`${gateway}/api/orders`, order('smoke-1'));
  check('POST /api/orders answers 201', placed.status === 201);
  const { id } = await placed.json();
  const cancel = `/api/orders/${id}/cancel`;
  check(
    'POST /api/orders/:id/cancel answers 200',
    (await status(gateway + cancel, { method: 'POST' })) === 200,
  );
  for (const path of [
    '/api/greetings/Ada',
    '/api/greetings/Ada?language=ja',
    '/api/greetings/Ada/stream?count=2&intervalMs=10',
    '/api/products',
    '/api/orders?customerId=ada',
    `/api/orders/${id}`,
    `/api/orders/${id}/events`,
    '/openapi.json',
    '/docs/',
  ]) {
    check(`GET ${path} answers 200`, (await status(gateway + path)) === 200);
  }
  check('an unknown route answers 404', (await status(`${gateway}/nothing`)) === 404);
  const victim = note().find((each) => each.id === 'greeter-2');
  const loading = load(gateway, 100, 15);
  await delay(2_000);
  process.kill(Number(victim.pid), 'SIGKILL');
  const failed = await loading;
  check('killing a greeter under load fails no request', failed === 0, `${failed} of 1500 failed`);
  const back = await within(10_000, () =>
    note().some((each) => each.id === 'greeter-2' && each.pid !== victim.pid),
  );
  check('the killed greeter is replaced', back);
  const megabytes = residentMegabytes(up.pid);
  if (megabytes) check('the fleet fits into 900 MB', megabytes <= 900, `${megabytes.toFixed(0)} MB`);
  check('all of it ran', true);
} catch (error) {
  check('all of it ran', false, error.stack);
} finally {
  if (up.exitCode === null) process.kill(up.pid, 'SIGTERM');
  const stopped = await Promise.race([exited.then(() => true), delay(40_000, false, { ref: false })]);
  check('npm start ends at SIGTERM', stopped);
  check('no process is left', await within(5_000, () => ![...pids].some(alive)), `of ${pids.size}`);
  rmSync(folder, { recursive: true, force: true });
  if (failures.length > 0) console.log(output);
  keepResults('test', { smoke: { passed, failed: failures.length, skipped: 0, failures } }, 'smoke');
  process.exit(failures.length > 0 ? 1 : 0);
}
