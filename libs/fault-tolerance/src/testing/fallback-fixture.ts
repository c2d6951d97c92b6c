import { CallError } from '@flotilla/call';
import { fallback } from '../fallback/fallback';
import type { FallbackEvent } from '../fallback/fallback';
import type { FallbackOptions } from '../fallback/options';

export const unavailable = new CallError('UNAVAILABLE', 'nobody is there');
/** What fallbacks told, made anew for each test by `setUpFallback`. */
export let events: FallbackEvent[];

export function around(options: FallbackOptions) {
  const middleware = fallback(options);
  middleware.observe((event) => events.push(event));
  return middleware;
}

/** To be called once in a test file. */
export function setUpFallback(): void {
  beforeEach(() => {
    events = [];
  });
}
