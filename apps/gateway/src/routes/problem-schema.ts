import { Type } from '@sinclair/typebox';

const ProblemSchema = Type.Object({
  title: Type.String({ description: 'The name of the status' }),
  status: Type.Integer(),
  detail: Type.String({ description: 'What is wrong, and what to do about it' }),
  code: Type.String({ description: "gRPC's name for it" }),
  errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), reason: Type.String() }))),
});

const content = { 'application/problem+json': { schema: ProblemSchema } };

/** The errors that every route may answer, as RFC 9457 writes them. */
export const problemResponses = {
  '4xx': { description: 'What the request asks for cannot be done', content },
  '5xx': { description: 'The fleet failed to do it', content },
};
