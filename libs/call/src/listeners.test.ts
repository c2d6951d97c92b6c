import { Listeners } from './listeners';

it('tells each listener each event, until it stops', () => {
  const listeners = new Listeners<number>();
  const heard: string[] = [];
  const stop = listeners.add((event) => heard.push(`a${event}`));
  listeners.add((event) => heard.push(`b${event}`));
  listeners.emit(1);
  stop();
  stop();
  listeners.emit(2);
  expect(heard).toEqual(['a1', 'b1', 'b2']);
});

it('takes the same function twice, and removes it once', () => {
  const listeners = new Listeners<number>();
  const listener = jest.fn();
  const stop = listeners.add(listener);
  listeners.add(listener);
  stop();
  listeners.emit(1);
  expect(listener).toHaveBeenCalledTimes(1);
});

it.each([
  ['an error', new Error('broken')],
  ['a text', 'broken'],
])('warns of a listener that throws %s, and tells the others', (_what, thrown) => {
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation();
  const listeners = new Listeners<number>();
  const heard: number[] = [];
  listeners.add(() => {
    throw thrown as Error;
  });
  listeners.add((event) => heard.push(event));
  listeners.emit(1);
  expect(heard).toEqual([1]);
  expect(warn).toHaveBeenCalledWith(thrown);
  warn.mockRestore();
});
