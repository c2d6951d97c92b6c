import { abortError, CallError } from './index';

it('is the CallError that the signal aborted with', () => {
  const reason = new CallError('DEADLINE_EXCEEDED', 'its time was up');
  expect(abortError(AbortSignal.abort(reason))).toBe(reason);
});

it('is CANCELLED for any other reason, which becomes its cause', () => {
  expect(abortError(AbortSignal.abort('enough'))).toMatchObject({ code: 'CANCELLED', cause: 'enough' });
});
