// What metrics and unsampled traces cost a request of the gateway: two gateways in one process, with them and without, in turn.
// And what two with them differ by, which is how far the figure can be trusted.
import { closedLoop, freePort, httpSender, until } from '@flotilla/testing';
import type { HttpSender } from '@flotilla/testing';
import { median, tableRow } from './figures';
import { startGreeters } from './greeters';
import type { Greeters } from './greeters';
import { startHelper } from './helper-process';
import type { HelperProcess } from './helper-process';

const rounds = Number(process.env['ROUNDS'] ?? 2_000);
const warmUpRounds = 200;
/** Few, for what else the machine does changes within a tenth of a second: rounds of 100 differ three times as much. */
const requestsPerRound = 16;
const maxMicros = 10;

interface Twin {
  readonly sender: HttpSender;
  readonly variables: string;
}

async function twin(greeters: Greeters, id: number, telemetry: boolean): Promise<Twin> {
  const port = String(await freePort());
  const variables = {
    ...greeters.env,
    PORT: port,
    INSTANCE_ID: `gateway-${id}`,
    LOG_LEVEL: 'warn',
    LOG_REQUESTS: 'false',
    OTEL_SDK_DISABLED: String(!telemetry),
  };
  return { sender: httpSender(`http://127.0.0.1:${port}`), variables: JSON.stringify(variables) };
}

async function microsPerRequest(twins: HelperProcess, { sender }: Twin): Promise<number> {
  const before = Number(await twins.ask());
  await closedLoop(sender, requestsPerRound);
  return (Number(await twins.ask()) - before) / requestsPerRound;
}

/** By how much one costs more than the other, round by round; which of them goes first changes. */
async function differences(greeters: Greeters, telemetryOfOther: boolean): Promise<number[]> {
  const [one, other] = [await twin(greeters, 1, true), await twin(greeters, 2, telemetryOfOther)];
  const twins = await startHelper('twin-gateways', one.variables, other.variables);
  try {
    for (const { sender } of [one, other]) await until('a gateway serves', 20_000, () => serves(sender));
    const more: number[] = [];
    for (let round = 0; round < warmUpRounds + rounds; round++) {
      const first = await microsPerRequest(twins, round % 2 === 0 ? one : other);
      const second = await microsPerRequest(twins, round % 2 === 0 ? other : one);
      if (round >= warmUpRounds) more.push(round % 2 === 0 ? first - second : second - first);
    }
    return more;
  } finally {
    for (const { sender } of [one, other]) sender.close();
    twins.stop();
  }
}

async function serves(sender: HttpSender): Promise<boolean> {
  return closedLoop(sender, 1).then(
    () => true,
    () => false,
  );
}

function row(name: string, values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const quartiles = [1, 3].map((n) => sorted[Math.floor((n * sorted.length) / 4)] ?? NaN);
  return tableRow(
    name,
    [median(values), ...quartiles].map((figure) => figure.toFixed(1)),
  );
}

async function main(greeters: Greeters): Promise<void> {
  console.log(`${rounds} rounds of ${requestsPerRound} requests, in turn, Node ${process.version}`);
  console.log(tableRow('CPU µs per request', ['median', 'quarter', '3 q.']));
  const telemetry = await differences(greeters, false);
  console.log(row('metrics and unsampled traces cost', telemetry));
  console.log(row('two equal gateways differ by', await differences(greeters, true)));
  console.log(
    `target: telemetry at most ${maxMicros} µs: ${median(telemetry) <= maxMicros ? 'met' : 'missed'}`,
  );
}

setTimeout(() => {
  console.error('the benchmark did not end within 8 minutes');
  process.exit(1);
}, 480_000).unref();

void startGreeters().then((greeters) => main(greeters).finally(() => greeters.stop()));
