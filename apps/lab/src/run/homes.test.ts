import { answered, refused, runOf } from '../testing/runs';
import { homesOf, shareAtHome, shareOfUsers } from './homes';

const greeted = (atMs: number, user: number, instance: string) => ({ ...answered(atMs, 10, instance), user });

const [before, after] = [{ toMs: 500 }, { fromMs: 500 }] as const;
const run = runOf([
  greeted(0, 1, 'greeter-1'),
  greeted(100, 1, 'greeter-2'),
  greeted(200, 1, 'greeter-1'),
  greeted(300, 2, 'greeter-2'),
  refused(310, 10),
  greeted(320, 3, 'greeter-2'),
  greeted(500, 1, 'greeter-1'),
  greeted(600, 2, 'greeter-3'),
]);

it('takes the instance that answers a user most of the time for the home', () => {
  expect([...homesOf(run, before)]).toEqual([
    [1, 'greeter-1'],
    [2, 'greeter-2'],
    [3, 'greeter-2'],
  ]);
});

it('knows the share of answers from home, of users who came back', () => {
  expect(shareAtHome(run, before)).toBe(2 / 3);
  expect(shareAtHome(run, after)).toBeNaN();
});

it('compares the homes of users who are in two spans', () => {
  expect(shareOfUsers(run, [before, after], (home, later) => home !== later)).toBe(1 / 2);
  expect(shareOfUsers(run, [after, { fromMs: 900 }], () => true)).toBeNaN();
});
