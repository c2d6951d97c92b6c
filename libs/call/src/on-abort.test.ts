import { getMaxListeners } from 'node:events';
import { neverAborted } from './context';
import { onAbort } from './on-abort';

it('tells the reason, unless the watch was ended', () => {
  const controller = new AbortController();
  const [told, untold] = [jest.fn(), jest.fn()];
  onAbort(controller.signal, told);
  onAbort(controller.signal, untold)();
  controller.abort('enough');
  expect(told.mock.calls).toEqual([['enough']]);
  expect(untold).not.toHaveBeenCalled();
});

it('lets a signal have any number of listeners from the second on', () => {
  const { signal } = new AbortController();
  const usual = getMaxListeners(signal);
  onAbort(signal, jest.fn());
  expect(getMaxListeners(signal)).toBe(usual);
  onAbort(signal, jest.fn());
  expect(getMaxListeners(signal)).toBe(Infinity);
});

it('listens to nothing where nobody can abort', () => {
  const added = jest.spyOn(neverAborted, 'addEventListener');
  onAbort(neverAborted, jest.fn())();
  expect(added).not.toHaveBeenCalled();
});
