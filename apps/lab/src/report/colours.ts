const colours = 5;

/** The class of each instance's colour: grey for those that are not highlighted. */
export function coloursOf(
  instances: readonly string[],
  highlight: readonly string[] | undefined,
): ReadonlyMap<string, string> {
  const chosen = highlight ?? (instances.length <= colours ? instances : []);
  return new Map(
    instances.map((instance) => {
      const place = chosen.indexOf(instance);
      return [instance, place < 0 ? 'grey' : `c${(place % colours) + 1}`];
    }),
  );
}
