/** `npm run prove` takes its time. */
export const proving = process.env['PROVE'] === '1';
/** What changes in a registry is known within so long. In CI a machine does other things as well, and is given more. */
export const knownMs = proving ? 1_000 : 5_000;
/** What is proved when each answer of the registry takes half a second; in CI the machine may be slow as well. */
export function slowlyMs(provedMs: number): number {
  return proving ? provedMs : 10_000;
}
export const faultMs = proving ? 30_000 : 3_000;
/** After a fault everything is right again within so long. */
export const backMs = 30_000;
