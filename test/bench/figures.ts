/** How benchmarks print what they measured. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** A line of a table: what it is about, then cells of equal width. */
export function tableRow(name: string, cells: readonly string[], cellWidth = 8): string {
  return [name.padEnd(34), ...cells.map((cell) => cell.padStart(cellWidth))].join(' ');
}
