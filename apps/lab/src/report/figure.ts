import { escapeHtml } from './html';

/** A plot with its title, and what its colours mean, on a page. */
export function figure(title: string, keys: string, svg: string): string {
  return `<figure><figcaption><b>${escapeHtml(title)}</b>${keys}</figcaption>${svg}</figure>`;
}

/** What a colour means. @param colour the name of one of the palette */
export function key(text: string, colour: string): string {
  return `<span class="key" style="--colour: var(--${colour})">${escapeHtml(text)}</span>`;
}
