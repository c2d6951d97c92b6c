import { suggest } from './suggest';

const known = ['up', 'status', 'instances'];

it.each([
  ['statsu', ' (did you mean status?)'],
  ['instance', ' (did you mean instances?)'],
  ['pu', ' (did you mean up?)'],
  ['deploy', ''],
  ['x'.repeat(1_000_000), ''],
])('suggests for %.20s', (word, suggestion) => {
  expect(suggest(word, known)).toBe(suggestion);
});

it('has nothing to suggest from', () => {
  expect(suggest('up', [])).toBe('');
});
