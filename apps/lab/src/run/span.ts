/** A part of a run, in milliseconds since its load began: from, and before. */
export interface Span {
  /** Default 0. */
  readonly fromMs?: number;
  /** Default the end. */
  readonly toMs?: number;
  /** Only what this caller sent. Default: what all did. */
  readonly caller?: string;
}

export function isIn({ fromMs = 0, toMs = Infinity }: Span, atMs: number): boolean {
  return atMs >= fromMs && atMs < toMs;
}
