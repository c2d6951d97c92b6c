const maxLength = 100;

/** What a stranger sent, fit to be repeated: at most 100 characters of it. */
export function excerpt(text: string): string {
  const characters = [...text.slice(0, 2 * maxLength + 2)];
  return characters.length > maxLength ? `${characters.slice(0, maxLength).join('')}…` : text;
}
