/** Where the label of a mark is. */
export interface PlacedMark {
  readonly label: string;
  /** Of the line. */
  readonly at: number;
  /** Of the label, from 0 at the top. */
  readonly row: number;
  /** Whether the label is to the left of the line. */
  readonly isLeft: boolean;
}

export const labelGap = 5;
const rows = 3;
/** What a character takes, on the wide side. */
const characterWidth = 6.2;

interface Extent {
  readonly from: number;
  readonly to: number;
}

/**
 * Gives each label the first row in which it meets no other; labels in the right half are to the left of their lines, so
 * that none leaves the plot.
 *
 * @param marks in the order of their positions
 * @param middle of the plot
 */
export function placeMarks(
  marks: readonly { readonly label: string; readonly at: number }[],
  middle: number,
): PlacedMark[] {
  const taken: Extent[][] = Array.from({ length: rows }, () => []);
  return marks.map(({ label, at }, index) => {
    const isLeft = at > middle;
    const extent = extentOf(label, at, isLeft);
    const free = taken.findIndex((others) => others.every((other) => areApart(extent, other)));
    const row = free < 0 ? index % rows : free;
    taken[row]?.push(extent);
    return { label, at, row, isLeft };
  });
}

function extentOf(label: string, at: number, isLeft: boolean): Extent {
  const width = labelGap + label.length * characterWidth;
  return isLeft ? { from: at - width, to: at } : { from: at, to: at + width };
}

function areApart(one: Extent, other: Extent): boolean {
  return one.from > other.to || one.to < other.from;
}
