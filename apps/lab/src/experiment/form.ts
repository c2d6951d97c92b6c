/** How long an experiment takes: in full, or shortened about 1:10 for CI, with bounds that few samples allow. */
export interface Form {
  readonly full: boolean;
  /** A duration in this form; milliseconds. */
  lasting(fullMs: number, shortMs: number): number;
}

export function formOf(full: boolean): Form {
  return { full, lasting: (fullMs, shortMs) => (full ? fullMs : shortMs) };
}
