import type { Endpoint } from '@flotilla/call';
import { endpoint, endpoints } from '../testing/endpoints';
import { Seats } from './seats';

const nothing = (): void => undefined;
const [a, b, c] = endpoints('a', 'b', 'c') as [Endpoint, Endpoint, Endpoint];

function slots(seats: Seats): Record<string, number> {
  return Object.fromEntries(seats.all.map((seat) => [seat.endpoint.id, seat.slot]));
}

describe('seats', () => {
  it('keeps the slot of an endpoint that stays', () => {
    const seats = new Seats();
    seats.update([a, b, c], nothing);
    const before = slots(seats);
    expect(seats.update([c, endpoint('d'), b], nothing)).toEqual([before['a']]);
    expect(slots(seats)).toMatchObject({ b: before['b'], c: before['c'] });
  });

  it('takes up the new weight of an endpoint that stays', () => {
    const seats = new Seats();
    seats.update([a], nothing);
    const [seat] = seats.all;
    seats.update([endpoint('a', { weight: 5 })], nothing);
    expect(seats.all).toEqual([seat]);
    expect(seats.weight(seat?.slot ?? NaN)).toBe(5);
  });

  it('settles newcomers only, each at a slot that nobody has', () => {
    const seats = new Seats();
    const settled: string[] = [];
    seats.update([a], nothing);
    seats.update([a, b, c], ({ endpoint: { id } }) => settled.push(id));
    expect(settled).toEqual(['b', 'c']);
    expect(new Set(Object.values(slots(seats))).size).toBe(3);
    for (const seat of seats.all) expect(seats.at(seat.slot)).toBe(seat);
  });

  it('needs no more slots than there are endpoints around a change', () => {
    const seats = new Seats();
    for (let i = 0; i < 1_000; i++) seats.update(endpoints(`e${i}`, `e${i + 1}`), nothing);
    expect(Math.max(...Object.values(slots(seats)))).toBeLessThanOrEqual(4);
  });

  it('moves what left out of the way of who has its slot now', () => {
    const seats = new Seats();
    seats.update([a], nothing);
    const [gone] = seats.all;
    const [slot] = seats.update([], nothing);
    seats.update([b], nothing);
    expect(slots(seats)).toEqual({ b: slot });
    expect(gone?.slot).not.toBe(slot);
  });
});
