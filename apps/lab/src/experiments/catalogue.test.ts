import { parsePolicy } from '@flotilla/governance';
import { formOf } from '../experiment/form';
import { catalogue } from './catalogue';

const cases = catalogue.flatMap((experiment) =>
  [false, true].map((full) => [experiment.name, full ? 'full' : 'short', experiment, formOf(full)] as const),
);

it('has a name for each experiment', () => {
  expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length);
});

describe.each(cases)('%s, in its %s form', (_name, _form, experiment, form) => {
  const { load, steps, backends, highlight = [] } = experiment.plan(form);

  it('has variants of different names, with documents that are accepted', () => {
    const names = experiment.variants.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { document, gatewayDocument = {} } of experiment.variants)
      for (const each of [document, gatewayDocument]) expect(parsePolicy(JSON.stringify(each))).toEqual(each);
  });

  it('expects something, and only of variants that it has', () => {
    const hypotheses = experiment.hypotheses(form);
    expect(hypotheses.length).toBeGreaterThan(0);
    const names = experiment.variants.map(({ name }) => name);
    for (const { variant } of hypotheses) expect(names).toContain(variant);
  });

  it('does its steps in order, while there is load', () => {
    const times = steps.map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    for (const atMs of times) expect(atMs).toBeLessThan(load.durationMs);
  });

  it('highlights instances that there are', () => {
    const ids = backends.map((_each, index) => `greeter-${index + 1}`);
    for (const id of highlight) expect(ids).toContain(id);
  });
});
