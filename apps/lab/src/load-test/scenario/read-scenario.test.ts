import { readScenario } from './read-scenario';

const read = (scenario: unknown) => readScenario(JSON.stringify(scenario), 'mine', 'mine.json');
const phases = [{ rate: 10, duration: '5s' }];

it('takes greetings at even intervals unless told otherwise', () => {
  expect(read({ phases })).toEqual({
    name: 'mine',
    summary: '',
    phases: [{ durationMs: 5_000, fromPerSecond: 10, toPerSecond: 10 }],
    arrivals: 'constant',
    mix: { greetings: 1 },
  });
});

it('reads all that there may be', () => {
  const mix = { greetings: 80, orders: 20 };
  const stopWhen = { badShare: 0.2, for: '5s' };
  const ramp = { from: 10, to: 30, duration: '1m' };
  expect(read({ summary: 'up', phases: [ramp], arrivals: 'poisson', mix, connections: 8, stopWhen })).toEqual(
    {
      name: 'mine',
      summary: 'up',
      phases: [{ durationMs: 60_000, fromPerSecond: 10, toPerSecond: 30 }],
      arrivals: 'poisson',
      mix,
      connections: 8,
      stopWhen: { badShare: 0.2, forMs: 5_000 },
    },
  );
});

it('climbs stairs', () => {
  const { phases: steps } = read({ phases: [{ from: 10, to: 30, steps: 3, duration: '6s' }] });
  expect(steps).toEqual(
    [10, 20, 30].map((rate) => ({ durationMs: 2_000, fromPerSecond: rate, toPerSecond: rate })),
  );
});

const time = 'a time from 1 s to 6 h, as "30s" or "5m"';

it.each<[object | null, string]>([
  [null, 'mine.json: must be an object, got null'],
  [{ phase: phases }, 'mine.json: phase is unknown (did you mean phases?)'],
  [{}, 'mine.json: phases must be a list of 1 to 100 phases, got nothing'],
  [{ phases: [] }, 'mine.json: phases must be a list of 1 to 100 phases, got []'],
  [{ phases: ['fast'] }, 'mine.json: phases[0] must be an object, got "fast"'],
  [{ phases: [{ rate: 10 }] }, `mine.json: phases[0].duration must be ${time}, got nothing`],
  [{ phases: [{ rate: 10, duration: 5 }] }, `mine.json: phases[0].duration must be ${time}, got 5`],
  [
    { phases: [{ rate: '10', duration: '5s' }] },
    'mine.json: phases[0].rate must be a number, 0 to 10000, got "10"',
  ],
  [
    { phases: [...phases, { from: 1, to: 20_000, duration: '5s' }] },
    'mine.json: phases[1].to must be a number, 0 to 10000, got 20000',
  ],
  [
    { phases: [{ rate: 10, to: 20, duration: '5s' }] },
    'mine.json: phases[0].to contradicts rate: leave one of them out',
  ],
  [
    { phases: [{ from: 1, to: 2, steps: 1.5, duration: '5s' }] },
    'mine.json: phases[0].steps must be a whole number, 2 to 100, got 1.5',
  ],
  [
    { phases: [{ rate: 0, duration: '5s' }] },
    'mine.json: phases must be above 0 requests per second somewhere',
  ],
  [{ phases: Array(7).fill({ rate: 1, duration: '1h' }) }, 'mine.json: phases must be together 6 h at most'],
  [{ phases, arrivals: 'random' }, 'mine.json: arrivals must be one of constant, poisson, got "random"'],
  [{ phases, mix: { order: 1 } }, 'mine.json: mix.order is unknown (did you mean orders?)'],
  [{ phases, mix: { orders: -1 } }, 'mine.json: mix.orders must be a number, 0 to 1000000, got -1'],
  [{ phases, mix: { orders: 0 } }, 'mine.json: mix must be above 0 for some route, got {"orders":0}'],
  [{ phases, connections: 0 }, 'mine.json: connections must be a whole number, 1 to 10000, got 0'],
  [{ phases, summary: '' }, 'mine.json: summary must be a text of 1 to 200 characters, got ""'],
  [
    { phases, stopWhen: { badShare: 2, for: '5s' } },
    'mine.json: stopWhen.badShare must be a number, 0.001 to 1, got 2',
  ],
])('refuses %j', (scenario, message) => {
  expect(() => read(scenario)).toThrow(
    expect.objectContaining({
      name: 'RangeError',
      message: expect.stringContaining(message) as string,
    }) as Error,
  );
});

it('refuses what is not JSON', () => {
  expect(() => readScenario('{', 'mine', 'mine.json')).toThrow(/^mine.json: not JSON: /);
});
