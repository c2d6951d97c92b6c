/** For the objects that clients send: what is not known is refused, and named. */
export const strict = { additionalProperties: false };
