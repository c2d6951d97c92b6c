import type { ConfigStore } from './config-store';
import type { Discovery } from './discovery';
import type { Registrar } from './registrar';

/** A backend as a whole: choose one, and hand its parts to servers and clients. */
export interface Registry {
  readonly registrar: Registrar;
  readonly discovery: Discovery;
  readonly config: ConfigStore;
  /** Rejects with a CallError in one line when the registry does not answer, or is not what it should be. */
  ping(): Promise<void>;
  /** Deregisters what is still registered, ends every watch. Takes at most 2 s and never rejects. */
  close(): Promise<void>;
}
