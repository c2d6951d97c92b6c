import { endpoint, endpoints } from '../testing/endpoints';
import type { Member } from './member';
import { Membership } from './membership';

function eject(membership: Membership, id: string, now: number): void {
  memberOf(membership, id)?.eject(1, 600_000, now);
}

function memberOf(membership: Membership, id: string): Member | undefined {
  return membership.members.find((member) => member.id === id);
}

describe('membership', () => {
  it('remembers at most 1,000 that left, the latest', () => {
    const membership = new Membership();
    for (let i = 0; i < 1_001; i++) {
      membership.update(endpoints(`e${i}`), i);
      eject(membership, `e${i}`, i);
    }
    membership.update([], 1_001);
    const back = endpoints('e0', 'e1', 'e1000');
    membership.update(back, 1_002);
    expect(back.map(({ id }) => memberOf(membership, id)?.ejected)).toEqual([false, true, true]);
  });

  it.each([
    { afterMs: 59_999, ejected: true },
    { afterMs: 60_000, ejected: false },
  ])('still ejected when back after $afterMs ms with no update between: $ejected', ({ afterMs, ejected }) => {
    const membership = new Membership();
    membership.update(endpoints('a'), 0);
    eject(membership, 'a', 0);
    membership.update([], 1_000);
    const back = endpoint('a');
    membership.update([back], 1_000 + afterMs);
    expect(memberOf(membership, 'a')?.ejected).toBe(ejected);
  });

  it('forgets at once an endpoint that left without an ejection', () => {
    const membership = new Membership();
    const first = endpoint('a');
    membership.update([first], 0);
    const member = memberOf(membership, 'a');
    membership.update([], 1);
    membership.update([first], 2);
    expect(memberOf(membership, 'a')).not.toBe(member);
  });

  it('counts the calls of one that comes back anew', () => {
    const membership = new Membership();
    const one = endpoint('a');
    membership.update([one], 0);
    eject(membership, 'a', 0);
    memberOf(membership, 'a')?.record(true);
    membership.update([], 1);
    membership.update([one], 2);
    expect(memberOf(membership, 'a')).toMatchObject({ ejected: true, calls: 0, failures: 0 });
  });

  it('takes up the new description of an endpoint that stays', () => {
    const membership = new Membership();
    membership.update([endpoint('a')], 0);
    const heavier = endpoint('a', { weight: 2 });
    membership.update([heavier], 1);
    expect(memberOf(membership, 'a')).toMatchObject({ endpoint: heavier, weight: 2 });
  });

  it('keeps what it knows of an endpoint whose description changes', () => {
    const membership = new Membership();
    membership.update([endpoint('a')], 0);
    memberOf(membership, 'a')?.record(true);
    eject(membership, 'a', 0);
    membership.update([endpoint('a', { zone: 'b' })], 1);
    expect(memberOf(membership, 'a')).toMatchObject({
      zone: 'b',
      ejected: true,
      returnsAt: 600_000,
      calls: 1,
      consecutiveFailures: 1,
    });
  });
});
