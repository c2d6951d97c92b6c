import { coloursOf } from './colours';

const instances = ['greeter-1', 'greeter-2', 'greeter-3'];
const many = Array.from({ length: 6 }, (_, index) => `greeter-${index}`);

it.each([
  ['all of a few', instances, undefined, ['c1', 'c2', 'c3']],
  ['none of many', many, undefined, many.map(() => 'grey')],
  ['those that are highlighted', instances, ['greeter-3'], ['grey', 'grey', 'c1']],
])('colours %s', (_what, ids, highlight, colours) => {
  expect([...coloursOf(ids, highlight).values()]).toEqual(colours);
});
