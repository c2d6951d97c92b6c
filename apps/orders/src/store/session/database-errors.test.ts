import { DatabaseError } from 'pg';
import { ConnectionError, isUnavailable, toCallError } from './database-errors';

const secret = 'password authentication failed for "ada" at 10.0.0.1, select * from orders';
const fromServer = (code: string) => Object.assign(new DatabaseError(secret, 1, 'error'), { code });

describe('a failure of the database', () => {
  it.each([
    ['08006', 'UNAVAILABLE'],
    ['28P01', 'UNAVAILABLE'],
    ['3D000', 'UNAVAILABLE'],
    ['53300', 'UNAVAILABLE'],
    ['57P01', 'UNAVAILABLE'],
    ['57P02', 'UNAVAILABLE'],
    ['57P03', 'UNAVAILABLE'],
    ['57014', 'DEADLINE_EXCEEDED'],
    ['55P03', 'ABORTED'],
    ['40P01', 'ABORTED'],
    ['40001', 'ABORTED'],
  ])('of SQLSTATE %s is %s, which keeps its cause and tells the caller nothing of it', (state, code) => {
    const cause = fromServer(state);
    const error = toCallError(cause);
    expect(error).toMatchObject({ code, cause, metadata: {} });
    expect((error as Error).message).not.toMatch(/ada|10\.0|select/);
  });

  it('to connect is UNAVAILABLE', () => {
    const cause = new ConnectionError('x', { cause: new Error('connect ECONNREFUSED 10.0.0.1:5432') });
    expect(toCallError(cause)).toMatchObject({
      code: 'UNAVAILABLE',
      message: 'the database of the orders is not available: try again',
      cause,
    });
    expect(isUnavailable(cause)).toBe(true);
  });

  it.each([fromServer('23505'), fromServer('42P01'), new TypeError('bug'), 'bug'])(
    'that nobody foresaw stays what it is: %s',
    (error) => {
      expect(toCallError(error)).toBe(error);
      expect(isUnavailable(error)).toBe(false);
    },
  );
});
