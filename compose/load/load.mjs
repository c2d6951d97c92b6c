// A steady open-loop load: a request leaves when its time has come, whether or not those before it were answered.
import { performance } from 'node:perf_hooks';
import { setInterval } from 'node:timers';

const target = 'http://gateway:8080';
const ratePerSecond = Number(process.env.LOAD_RATE);
if (!(ratePerSecond > 0 && ratePerSecond <= 1_000))
  throw new RangeError(`LOAD_RATE must be requests a second, above 0 to 1000, got ${process.env.LOAD_RATE}`);

const orderShare = 0.2;
const timeoutMs = 2_000;
const maxInFlight = ratePerSecond * 2 * (timeoutMs / 1_000);
const reportMs = 10_000;
const run = Date.now().toString(36);
const startedMs = performance.now();
let number = 0;
let inFlight = 0;
/** How many ended how since the last report: by status, or by the name of the error. */
let ended = new Map();

/** @param {string} customerId */
function order(customerId) {
  return fetch(`${target}/api/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `${run}-${number}` },
    body: JSON.stringify({ customerId, lines: [{ sku: 'TEA-ASSAM', quantity: 1 }] }),
    signal: AbortSignal.timeout(timeoutMs),
  });
}

/** @param {string} name */
function greet(name) {
  return fetch(`${target}/api/greetings/${name}`, { signal: AbortSignal.timeout(timeoutMs) });
}

/** @returns {Promise<string>} */
async function request() {
  try {
    const response = await (Math.random() < orderShare ? order : greet)(`user-${number % 1_000}`);
    await response.arrayBuffer();
    return String(response.status);
  } catch (error) {
    const { name, cause } = /** @type {Error & { cause?: NodeJS.ErrnoException }} */ (error);
    return cause?.code ?? name;
  }
}

async function send() {
  number += 1;
  inFlight += 1;
  const outcome = inFlight > maxInFlight ? 'not sent' : await request();
  inFlight -= 1;
  ended.set(outcome, (ended.get(outcome) ?? 0) + 1);
}

setInterval(() => {
  const due = Math.floor(((performance.now() - startedMs) / 1_000) * ratePerSecond);
  while (number < due) void send();
}, 10);
setInterval(() => {
  console.log(JSON.stringify(Object.fromEntries(ended)));
  ended = new Map();
}, reportMs);
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit(0));
