/** The bound of a request: a timeout always, a signal where someone may lose interest. */
export interface Bound {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}
