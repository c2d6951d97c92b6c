import { suggest } from './suggest';

const known = ['slow-instance', 'kill-instance', 'black-hole'];

it.each([
  ['slow-instanse', ' (did you mean slow-instance?)'],
  ['slow', ' (did you mean slow-instance?)'],
  ['kil-instance', ' (did you mean kill-instance?)'],
  ['blackhole', ' (did you mean black-hole?)'],
  ['canary', ''],
  ['x', ''],
  ['', ''],
])('for %j it says %j', (word, suggestion) => {
  expect(suggest(word, known)).toBe(suggestion);
});
