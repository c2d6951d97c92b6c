import { CallError } from '@flotilla/call';
import { Authentication } from './authentication';

const stale = new CallError('UNAUTHENTICATED', 'etcd at http://a:1 refused: invalid auth token');
const denied = new CallError('PERMISSION_DENIED', 'etcd at http://a:1 refused: permission denied');

describe('Authentication', () => {
  let fetch: jest.Mock<Promise<string>>;
  let authentication: Authentication;

  beforeEach(() => {
    let tokens = 0;
    fetch = jest.fn(() => Promise.resolve(`token ${(tokens += 1)}`));
    authentication = new Authentication(fetch);
  });

  it('fetches a token once for all who want it', async () => {
    const tokens = await Promise.all([authentication.token(), authentication.token()]);
    expect(tokens).toEqual(['token 1', 'token 1']);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('fetches another when one is stale, once for all to whom that one was refused', async () => {
    const token = authentication.token();
    expect(authentication.isStale(token, stale)).toBe(true);
    await expect(authentication.token()).resolves.toBe('token 2');
    expect(authentication.isStale(token, stale)).toBe(true);
    await expect(authentication.token()).resolves.toBe('token 2');
  });

  it.each([denied, new Error('invalid auth token')])('keeps its token after %s', async (error) => {
    expect(authentication.isStale(authentication.token(), error)).toBe(false);
    await expect(authentication.token()).resolves.toBe('token 1');
  });

  it('tries again after it failed', async () => {
    fetch.mockRejectedValueOnce(denied);
    await expect(authentication.token()).rejects.toBe(denied);
    await expect(authentication.token()).resolves.toBe('token 1');
  });
});
