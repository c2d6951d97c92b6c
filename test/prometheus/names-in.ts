/** What stands in a PromQL expression beside names of metrics: labels, texts, ranges, numbers. */
const others = [
  /"(?:[^"\\]|\\.)*"/g,
  /\{[^}]*\}/g,
  /\[[^\]]*\]/g,
  /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g,
  /\boffset\s+\w+/g,
  /\b(?:and|or|unless|bool)\b/g,
  /\b\w+\s*(?=\()/g,
];

/** The names of the metrics in a PromQL expression. */
export function metricNamesIn(expr: string): string[] {
  const rest = others.reduce((text, other) => text.replace(other, ' '), expr);
  return [...new Set(rest.match(/[a-zA-Z_:][\w:]*/g) ?? [])];
}
