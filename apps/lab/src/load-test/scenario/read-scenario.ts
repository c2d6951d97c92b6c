import { durationOf } from '@flotilla/testing/load';
import { Fields } from './fields';
import { readPhase } from './read-phase';
import { limits, peakOf, routes } from './scenario';
import type { Mix, Scenario, StopRule } from './scenario';

const known = ['summary', 'phases', 'arrivals', 'mix', 'connections', 'stopWhen'];

/**
 * A scenario from the text of its file.
 *
 * @param file its path, for messages
 * @throws RangeError that names the file, the field and the value
 */
export function readScenario(text: string, name: string, file: string): Scenario {
  const fields = new Fields(parse(text, file), `${file}:`, known);
  const arrivals = fields.has('arrivals') ? fields.oneOf('arrivals', ['constant', 'poisson']) : 'constant';
  return {
    name,
    summary: fields.has('summary') ? fields.text('summary', 200) : '',
    phases: readPhases(fields),
    arrivals,
    mix: fields.has('mix') ? readMix(fields) : { greetings: 1 },
    ...(fields.has('connections') && {
      connections: fields.number('connections', { min: 1, max: limits.connections, whole: true }),
    }),
    ...(fields.has('stopWhen') && { stopWhen: readStopRule(fields) }),
  };
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RangeError(`${file}: not JSON: ${(cause as Error).message}`, { cause });
  }
}

function readPhases(fields: Fields): Scenario['phases'] {
  const list = fields.raw('phases');
  if (!Array.isArray(list) || list.length === 0 || list.length > limits.phases)
    return fields.refuse('phases', `a list of 1 to ${limits.phases} phases`);
  const phases = list.flatMap((phase, index) => readPhase(phase, fields.path(`phases[${index}]`)));
  if (durationOf(phases) > limits.durationMs) fields.refuse('phases', 'together 6 h at most');
  if (peakOf(phases) === 0) fields.refuse('phases', 'above 0 requests per second somewhere');
  return phases;
}

function readMix(parent: Fields): Mix {
  const fields = new Fields(parent.raw('mix'), parent.path('mix'), routes);
  const given = routes.filter((route) => fields.has(route));
  const mix = Object.fromEntries(
    given.map((route) => [route, fields.number(route, { min: 0, max: limits.weight })]),
  );
  if (Object.values(mix).every((weight) => weight === 0)) parent.refuse('mix', 'above 0 for some route');
  return mix;
}

function readStopRule(parent: Fields): StopRule {
  const fields = new Fields(parent.raw('stopWhen'), parent.path('stopWhen'), ['badShare', 'for']);
  return {
    badShare: fields.number('badShare', { min: 0.001, max: 1 }),
    forMs: fields.durationMs('for', { min: 1_000, max: 600_000 }),
  };
}
