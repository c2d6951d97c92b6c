import { Type } from '@sinclair/typebox';

const ProblemSchema = Type.Object(
  {
    title: Type.String({ description: 'The name of the status' }),
    status: Type.Integer(),
    detail: Type.String({ description: 'What is wrong, and what to do about it' }),
    code: Type.String({ description: "gRPC's name for it" }),
    errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), reason: Type.String() }))),
  },
  { description: 'RFC 9457, sent as application/problem+json' },
);

/** The errors that every route may answer. */
export const problemResponses = { '4xx': ProblemSchema, '5xx': ProblemSchema };
