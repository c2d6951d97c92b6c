import { quotes } from '../testing/quotes';
import { isSameEndpoint, isSuddenLoss, toListed } from './membership';

function listed(...slots: readonly number[]) {
  return toListed(slots.map((slot) => quotes(slot)));
}

describe('toListed', () => {
  it('makes an endpoint of what clients need to know of an instance', () => {
    const instance = quotes(1, { weight: 2, zone: 'a', version: '1.0', metadata: { adminPort: '9464' } });
    expect([...toListed([instance]).byKey]).toEqual([
      [
        'quotes-1@127.0.0.1:50001',
        { id: 'quotes-1', host: '127.0.0.1', port: 50_001, weight: 2, zone: 'a', version: '1.0' },
      ],
    ]);
  });

  it('takes an absent weight as 1', () => {
    const endpoint = { id: 'quotes-1', host: '127.0.0.1', port: 50_001, weight: 1 };
    expect([...listed(1).byKey.values()]).toEqual([endpoint]);
  });
});

describe('isSameEndpoint', () => {
  const endpoint = { id: 'quotes-1', host: '127.0.0.1', port: 50_001, weight: 1, zone: 'a', version: '1.0' };

  it.each([
    { change: {}, same: true },
    { change: { weight: 2 }, same: false },
    { change: { zone: 'b' }, same: false },
    { change: { version: '1.1' }, same: false },
  ])('$change: $same', ({ change, same }) => {
    expect(isSameEndpoint(endpoint, { ...endpoint, ...change })).toBe(same);
  });
});

describe('isSuddenLoss', () => {
  it.each([
    { before: [], after: [], sudden: false },
    { before: [1, 2], after: [1, 2], sudden: false },
    { before: [1, 2], after: [1], sudden: false },
    { before: [1, 2, 3], after: [1, 2], sudden: false },
    { before: [1, 2, 3], after: [1], sudden: true },
    { before: [1, 2, 3], after: [1, 4, 5], sudden: true },
    { before: [1], after: [], sudden: true },
  ])('$before then $after: $sudden', ({ before, after, sudden }) => {
    expect(isSuddenLoss(listed(...before), listed(...after))).toBe(sudden);
  });

  it('does not take instances that moved to other addresses for lost', () => {
    const moved = toListed([quotes(1, { port: 60_001 }), quotes(2, { port: 60_002 })]);
    expect(isSuddenLoss(listed(1, 2), moved)).toBe(false);
  });
});
