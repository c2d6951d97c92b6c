import { parsePage, toCursor } from './page';

describe('a page', () => {
  it.each([
    [0, 20],
    [1, 1],
    [100, 100],
  ])('asked for with the limit %i has %i orders', (limit, expected) => {
    expect(parsePage({ limit, cursor: '' })).toEqual({ limit: expected });
  });

  it.each([101, 2 ** 32 - 1])('cannot have the limit %i', (limit) => {
    expect(() => parsePage({ limit, cursor: '' })).toThrow(
      `limit must be 1 to 100, or 0 for 20, got ${limit}`,
    );
  });

  it.each([1, 42, Number.MAX_SAFE_INTEGER])('goes on below the position %i of its cursor', (position) => {
    expect(parsePage({ limit: 5, cursor: toCursor(position) })).toEqual({ limit: 5, before: position });
  });

  const encode = (text: string): string => Buffer.from(text).toString('base64url');
  it.each([
    ['a number', '12'],
    ['no base64', '???'],
    ['with padding', `${toCursor(1)}==`],
    ['of another version', encode('v2:1')],
    ['of no position', encode('v1:0')],
    ['with a leading zero', encode('v1:01')],
    ['beyond exact numbers', encode('v1:9999999999999999')],
    ['with SQL', encode("v1:1'; drop table orders")],
  ])('refuses a cursor that is %s', (_what, cursor) => {
    const message = `cursor must be the nextCursor of a page, or empty, got ${JSON.stringify(cursor)}`;
    expect(() => parsePage({ limit: 5, cursor })).toThrow(message);
  });
});
