import { greeter } from '../testing/instances';
import type { KeyChange } from './etcd-api';
import { InstanceKeys } from './instance-entry';
import { ServiceView } from './service-view';

const keys = new InstanceKeys('flotilla');
const full = { ...greeter(2), weight: 2, zone: 'a', version: '1.2.0', metadata: { adminPort: '9464' } };

function change(slot: number, value: unknown = greeter(slot)): KeyChange {
  const text = value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
  return { key: keys.of(greeter(slot)), value: text, revision: 1n };
}

function gone(slot: number): KeyChange {
  return { ...change(slot), value: undefined };
}

describe('ServiceView', () => {
  let view: ServiceView;

  beforeEach(() => {
    view = new ServiceView(keys);
  });

  it('holds what is listed, as changed since', () => {
    view.replace([change(1), change(2, full)]);
    expect(view.instances).toEqual([greeter(1), full]);
    view.apply([gone(1), change(2), change(3), gone(4)]);
    expect(view.instances).toEqual([greeter(2), greeter(3)]);
    view.replace([change(4)]);
    expect(view.instances).toEqual([greeter(4)]);
  });

  it('leaves out what an instance does not have', () => {
    view.replace([change(1, { ...greeter(1), leader: true })]);
    expect(view.instances).toEqual([greeter(1)]);
  });

  it.each([
    ['{', /JSON/],
    ['null', /null/],
    [{ ...greeter(1), port: '80' }, "instance.port must be a number, got '80'"],
    [{ ...greeter(1), metadata: undefined }, 'instance.metadata must be an object, got undefined'],
    [greeter(9), 'the entry is for /flotilla/instances/greeter/greeter-9'],
  ])('leaves out an entry that holds %j, says why, and keeps the others', (value, why) => {
    view.replace([change(1, value), change(2)]);
    expect(view.instances).toEqual([greeter(2)]);
    expect(view.refused).toHaveLength(1);
    expect(view.refused[0]).toMatch(/^\/flotilla\/instances\/greeter\/greeter-1: /);
    expect(view.refused[0]).toMatch(why);
    view.apply([change(1)]);
    expect(view.instances).toHaveLength(2);
    expect(view.refused).toEqual([]);
  });
});

it.each([
  ['/flotilla/instances/greeter/greeter-1', 'greeter'],
  ['/flotilla/instances/greeter', undefined],
  ['/flotilla/instances/greeter/', undefined],
  ['/flotilla/instances/greeter/a/b', undefined],
])('finds in %s the service %s', (key, service) => {
  expect(keys.toService(key)).toBe(service);
});
