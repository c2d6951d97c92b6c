import { Type } from '@sinclair/typebox';
import type { TSchema } from '@sinclair/typebox';

/** What an EventSource sends when it comes back: the id of the last event that it saw. */
export const ResumeHeaders = Type.Object({
  'last-event-id': Type.Optional(
    Type.String({
      pattern: '^\\d{1,9}$',
      description: 'Go on after the event with this id; an EventSource sends it by itself',
    }),
  ),
});

/** The id after which to go on; 0 for a client that comes for the first time. */
export function resumeAfter(headers: typeof ResumeHeaders.static): number {
  return Number(headers['last-event-id'] ?? 0);
}

/** The answers of a route that streams; `data` is what each event carries as JSON. */
export function eventStreamResponses(description: string, data: TSchema) {
  return {
    200: {
      description,
      content: {
        'text/event-stream': {
          schema: Type.String({ contentMediaType: 'application/json', contentSchema: data }),
        },
      },
    },
    204: { description: 'All events were seen; an EventSource does not come back', type: 'null' },
  };
}
