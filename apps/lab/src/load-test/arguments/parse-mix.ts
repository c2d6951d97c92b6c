import { suggest } from '../../arguments/suggest';
import { limits, routes } from '../scenario/scenario';
import type { Mix } from '../scenario/scenario';

const form = '--mix must be as greetings=80,orders=20';

/** @param text as `greetings=80,orders=20`; the weights need not make 100 */
export function parseMix(text: string): Mix {
  const pairs = text.split(',').map(parsePair);
  const mix = Object.fromEntries(pairs) as Mix;
  if (Object.keys(mix).length < pairs.length) throw refusal(text, ': once for each');
  if (Object.values(mix).every((weight) => weight === 0)) throw refusal(text, ': above 0 for one of them');
  return mix;
}

function parsePair(pair: string): [string, number] {
  const [name = '', digits = '', ...rest] = pair.split('=');
  const weight = Number(digits);
  if (!routes.some((route) => route === name)) throw refusal(pair, suggest(name, routes));
  const fits = rest.length === 0 && /^\d+(\.\d+)?$/.test(digits) && weight <= limits.weight;
  if (!fits) throw refusal(pair, '');
  return [name, weight];
}

function refusal(text: string, hint: string): RangeError {
  return new RangeError(`${form}${hint}, got ${JSON.stringify(text.slice(0, 80))}`);
}
