import { setTimeout as delay } from 'node:timers/promises';
import { Patience } from './patience';

jest.mock('node:timers/promises', () => ({ setTimeout: jest.fn() }));
const delays = jest.mocked(delay);

const { signal } = new AbortController();
const down = new Error('down');
let now: number;
let reasons: string[];
let patience: Patience;

beforeEach(() => {
  now = 0;
  reasons = [];
  const warn = (fields: object, message: string) =>
    reasons.push(`${message}: ${Object.values(fields).join()}`);
  const logger = { warn, info: jest.fn() } as never;
  patience = new Patience({ what: 'waiting', logger, random: () => 0.5, clock: () => now });
  delays.mockReset().mockImplementation(async (ms) => void (now += ms ?? 0));
});

async function failsWith(...errors: unknown[]): Promise<number[]> {
  delays.mockClear();
  for (const error of errors) await patience.failed(error, signal);
  return delays.mock.calls.map(([ms]) => ms ?? 0);
}

describe('patience', () => {
  it('waits longer after each failure, 2 s at most, with full jitter', async () => {
    expect(await failsWith(...Array<Error>(7).fill(down))).toEqual([100, 200, 400, 800, 1_000, 1_000, 1_000]);
    expect(delays).toHaveBeenCalledWith(100, undefined, { signal });
  });

  it('begins anew after a success', async () => {
    await failsWith(down, down);
    patience.succeeded();
    expect(await failsWith(down)).toEqual([100]);
    expect(reasons).toEqual(['waiting: down', 'waiting: down']);
  });

  it('tells the same reason every 5 s, and another one at once', async () => {
    await failsWith(...Array<Error>(8).fill(down)); // at 0, 0.1, 0.3, 0.7, 1.5, 2.5, 3.5, 4.5 s
    expect(reasons).toEqual(['waiting: down']);
    await failsWith(down, new Error('refused'));
    expect(reasons).toEqual(['waiting: down', 'waiting: down', 'waiting: refused']);
  });

  it.each([
    ['the cause', new Error('no connection', { cause: new Error('refused') }), 'refused'],
    [
      'the code where there is no message',
      Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }),
      'ECONNREFUSED',
    ],
    ['what was thrown', 'odd', 'odd'],
  ])('tells %s', async (_what, error, reason) => {
    await failsWith(error);
    expect(reasons).toEqual([`waiting: ${reason}`]);
  });
});
