/** What the test does at a place of a chapter. */
export type Step = Action & {
  /** In the Markdown. */
  readonly line: number;
  /** A program that must be there, else the step is skipped: that of its section. */
  readonly needs?: string;
};

export type Action =
  | Block
  /** A text that the reader saves. */
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  /** What the reader changes in a file: lines with `-` go, those with `+` come. */
  | { readonly kind: 'change'; readonly path: string; readonly text: string }
  /** Lines of a file of this repository, `…` for those that are left out. */
  | { readonly kind: 'excerpt'; readonly path: string; readonly text: string }
  | Sample
  | { readonly kind: 'check'; readonly check: string; readonly quoted?: string }
  /** Once is the polite way to end a fleet; twice is at once. */
  | { readonly kind: 'ctrl-c'; readonly terminal: string; readonly times: 1 | 2 }
  /** A picture that a command has made at `source`. */
  | { readonly kind: 'picture'; readonly source: string; readonly target: string };

/** What a terminal shows, `…` for whatever varies. */
export interface Sample {
  readonly kind: 'sample';
  readonly terminal: string;
  readonly text: string;
  /** The result of a load. Nothing is compared when it says that the machine was too busy for the load. */
  readonly calm?: string;
}

/** Commands that the reader types. */
export interface Block {
  readonly kind: 'block';
  /** Those of any but the first terminal go on beside what follows. */
  readonly terminal: string;
  readonly code: string;
  readonly limitMs: number;
  /** What the exit code of the first command that fails may be; 0 when none does. */
  readonly exits: readonly number[];
  /** In a terminal of its own, and no Ctrl-C is needed to end it. */
  readonly endsItself: boolean;
  /** Only in a full run (PROVE=1): it takes minutes. */
  readonly inFull: boolean;
}

/** The terminal of blocks that name none. */
export const firstTerminal = 'first';
