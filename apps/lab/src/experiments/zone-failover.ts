import { atLeast, none, within } from '../experiment/bound';
import { fourSigma } from '../experiment/chance';
import { at } from '../experiment/experiment';
import type { Experiment } from '../experiment/experiment';
import type { Form } from '../experiment/form';
import { defaults } from '../experiment/variants';
import type { Run } from '../run/run';
import type { Span } from '../run/span';

const perZone = 3;
const local = ['greeter-1', 'greeter-2', 'greeter-3'];
const [a, b] = [{ zone: 'a' }, { zone: 'b' }];
/** Envoy's overprovisioning factor times the healthy share of the zone. */
const expected = (1.4 * 1) / perZone;

const ratePerSecond = 200;
const users = 20_000;
/** Shorter than the registry takes to drop an instance that is gone: then one healthy instance of one would be enough. */
const downMs = ({ lasting }: Form): number => lasting(8_000, 3_500);
/** Until connections are open, or known to be lost; and what is in flight when an instance is killed. */
const settleMs = 500;

const shareOfA = (run: Run, span: Span): number => local.reduce((sum, id) => sum + run.shareOf(id, span), 0);

export const zoneFailover: Experiment = {
  name: 'zone-failover',
  title: 'Two of three instances of a zone are killed',
  question:
    "How much of a zone's traffic leaves it when most of its instances are gone, and does it come back?",
  variants: [defaults],
  plan: (form) => {
    const killMs = form.lasting(10_000, 2_000);
    const startMs = killMs + downMs(form);
    return {
      backends: [a, a, a, b, b, b],
      gatewayZone: a.zone,
      load: { ratePerSecond, durationMs: form.lasting(40_000, 9_000), arrivals: 'poisson', users },
      steps: [
        at(killMs, 'two of zone a are killed', (fleet) => {
          for (const slot of [2, 3]) fleet.backend(slot).kill('SIGKILL');
        }),
        at(startMs, 'they start again', async (fleet) => {
          await Promise.all([2, 3].map((slot) => fleet.backend(slot).start()));
        }),
        at(startMs, 'they are ready', () => undefined),
      ],
      highlight: local,
    };
  },
  hypotheses: (form) => {
    const calls = (ratePerSecond * (downMs(form) - settleMs)) / 1_000;
    return [
      {
        claim: 'calls that stay in zone a',
        variant: 'default',
        bound: atLeast(0.99, '%'),
        measure: (run) => shareOfA(run, { toMs: run.step(1) - settleMs }),
      },
      {
        claim: 'calls that stay while one of three is left',
        variant: 'default',
        bound: within(expected, fourSigma(expected, calls, users), '%'),
        measure: (run) => shareOfA(run, { fromMs: run.step(1) + settleMs, toMs: run.step(2) }),
      },
      {
        claim: 'calls that stay when all three are back',
        variant: 'default',
        bound: atLeast(0.99, '%'),
        measure: (run) => shareOfA(run, { fromMs: run.step(3) + 2 * settleMs }),
      },
      { claim: 'failed calls', variant: 'default', bound: none, measure: (run) => run.failed() },
    ];
  },
};
