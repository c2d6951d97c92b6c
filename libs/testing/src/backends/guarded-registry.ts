import type { Registry } from '@flotilla/discovery';

/**
 * - `member`: may register services whose names begin with `greeter`, and write keys below `flotilla/`.
 * - `newcomer`: known, but may do nothing, until it is permitted what a member may.
 * - `impostor`: its credentials are wrong.
 * - `stranger`: has no credentials.
 */
export type Visitor = 'member' | 'newcomer' | 'impostor' | 'stranger';

/** A registry that lets in whom it knows. */
export interface GuardedRegistry {
  readonly address: string;
  /** A client of it; to be closed by who opened it. */
  open(visitor: Visitor): Registry;
  /** What the newcomer may from now on: all that a member may, or nothing. */
  permit(allowed: boolean): Promise<void>;
  close(): Promise<void>;
}
