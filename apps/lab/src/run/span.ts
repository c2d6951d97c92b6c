/** A part of a run: what was to be sent from an instant on and before another, in milliseconds since its load began. */
export interface Span {
  /** Default 0. */
  readonly fromMs?: number;
  /** Default the end. */
  readonly toMs?: number;
  /** Only what this caller sent. Default: what all did. */
  readonly caller?: string;
  /** Only what was answered with this HTTP status. Default: what became of them does not matter. */
  readonly status?: number;
  /** Only what took so many attempts; of calls of the lab's own client. Default: any number. */
  readonly attempts?: number;
}

export function isIn({ fromMs = 0, toMs = Infinity }: Span, atMs: number): boolean {
  return atMs >= fromMs && atMs < toMs;
}
