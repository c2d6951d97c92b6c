import type { Instance } from '@flotilla/discovery';
import { changesBetween } from './instance-changes';

const instance = (id: string, more: Partial<Instance> = {}): Instance => ({
  id,
  service: 'greeter',
  host: '127.0.0.1',
  port: 50_051,
  metadata: { pid: '7' },
  ...more,
});
const [one, two] = [instance('greeter-1'), instance('greeter-2')];

it.each<[string, Instance[], Instance[], string[]]>([
  ['nothing', [one, two], [one, two], []],
  ['one that comes', [one], [one, two], ['greeter-2 came']],
  ['one that leaves', [one, two], [two], ['greeter-1 left']],
  ['one that takes the place of another', [one], [two], ['greeter-1 left', 'greeter-2 came']],
  ['a new process', [one], [instance('greeter-1', { metadata: { pid: '8' } })], ['greeter-1 restarted']],
  ['a new port', [one], [instance('greeter-1', { port: 1 })], ['greeter-1 restarted']],
  ['a new weight', [one], [instance('greeter-1', { weight: 3 })], ['greeter-1: weight 3']],
  ['a zone that is gone', [instance('greeter-1', { zone: 'a' })], [one], ['greeter-1: zone none']],
])('tells of %s', (_what, before, after, changes) => {
  expect(changesBetween(before, after)).toEqual(changes);
});
