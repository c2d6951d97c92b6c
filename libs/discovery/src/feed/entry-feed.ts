import { isDeepStrictEqual } from 'node:util';
import type { Entry } from '../config-store';
import { Feed } from './feed';

/** The entry of one key for all who watch it; undefined while there is none. Lets through only what changes it. */
export class EntryFeed extends Feed<Entry | undefined> {
  publish(entry: Entry | undefined): void {
    if (!this.current || !isDeepStrictEqual(this.current.value, entry)) this.offer(entry);
  }
}
