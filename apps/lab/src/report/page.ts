import { escapeHtml } from './html';
import { style } from './style';

/** A whole page that loads nothing. */
export function page(title: string, body: string): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${style}</style>`,
    `<main>\n${body}\n</main>`,
    '</html>',
    '',
  ].join('\n');
}

/** How a verdict is shown. @param isJudged false: what was missed may be the machine's fault */
export function pill(passed: boolean, isJudged: boolean): string {
  if (passed) return '<span class="pill pass">PASS</span>';
  return isJudged ? '<span class="pill fail">FAIL</span>' : '<span class="pill">not judged</span>';
}
