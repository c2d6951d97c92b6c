/** `npm run prove` takes its time. */
export const proving = process.env['PROVE'] === '1';
export const faultMs = proving ? 30_000 : 3_000;
/** After a fault everything is right again within so long. */
export const backMs = 30_000;
