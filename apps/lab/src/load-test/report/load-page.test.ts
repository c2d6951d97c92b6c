import { standAlone } from '../../report/stand-alone';
import { loadResultOf } from '../testing/load-results';
import { loadPage } from './load-page';
import { picturesOf } from './load-pictures';

const result = loadResultOf();
const pictures = picturesOf(result);
const html = loadPage(result, pictures);

it('tells what was asked and under what conditions, and lists what happened', () => {
  for (const text of [
    'what &lt;nothing&gt; is like',
    'greetings 80, orders 20',
    '2026-01-02 03:04 UTC',
    '2.1 s',
  ])
    expect(html).toContain(text);
});

it('draws latency, rate, shares and CPU, each with what happened to the fleet', () => {
  expect(pictures.map(({ name }) => name)).toEqual(['latency', 'rate', 'shares', 'cpu']);
  expect(html.match(/<svg /g)).toHaveLength(4);
  expect(html.match(/>greeter-2 restarted<\/text>/g)).toHaveLength(4);
});

it('has an instance in one colour everywhere', () => {
  const colourOf = (name: string) =>
    pictures.find((each) => each.name === name)?.keys.find(({ text }) => text === 'greeter-1')?.colour;
  expect(colourOf('cpu')).toBe(colourOf('shares'));
});

it('leaves out the pictures of what is not known', () => {
  const names = picturesOf(loadResultOf({ shares: {}, processes: [] })).map(({ name }) => name);
  expect(names).toEqual(['latency', 'rate']);
});

it('loads nothing, and runs nothing', () => {
  expect(html).not.toMatch(/src=|<script|@import|url\(/);
});

it.each(pictures)('stands alone: $name', (picture) => {
  const svg = standAlone(picture);
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 600 \d+" width="840" /);
  expect(svg).toContain('@media (prefers-color-scheme: dark)');
  expect(svg).toContain(`>${picture.title}</text>`);
  // Not everything that shows pictures knows variables.
  expect(svg).not.toMatch(/var\(|NaN|undefined|src=|href=|@import/);
});
