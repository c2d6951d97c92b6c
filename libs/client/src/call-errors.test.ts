import { CallError } from '@flotilla/call';
import type { Call } from '@flotilla/call';
import { callErrors } from './call-errors';
import { get } from './testing/quotes';

const context = {
  method: get,
  deadline: Infinity,
  signal: new AbortController().signal,
  metadata: {},
  attempts: [],
};
const refused = new CallError('NOT_FOUND', 'no such quote');
const broken = new TypeError('oops');

describe('callErrors', () => {
  it('passes the answer on, and what was asked', async () => {
    const next = jest.fn(async () => 'answer');
    await expect(callErrors(next)('question', context)).resolves.toBe('answer');
    expect(next).toHaveBeenCalledWith('question', context);
  });

  it.each<{ how: string; next: Call }>([
    { how: 'throws', next: () => raise(refused) },
    { how: 'rejects', next: () => Promise.reject(refused) },
  ])('rejects with the very CallError that a middleware $how', async ({ next }) => {
    await expect(callErrors(next)('question', context)).rejects.toBe(refused);
  });

  it.each<{ how: string; next: Call }>([
    { how: 'throws', next: () => raise(broken) },
    { how: 'rejects', next: () => Promise.reject(broken) },
  ])('rejects with UNKNOWN when it $how anything else', async ({ next }) => {
    const failure = callErrors(next)('question', context);
    await expect(failure).rejects.toBeInstanceOf(CallError);
    await expect(failure).rejects.toMatchObject({ code: 'UNKNOWN', message: 'oops', cause: broken });
  });
});

function raise(error: Error): never {
  throw error;
}
