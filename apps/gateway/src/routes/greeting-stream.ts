import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from '@sinclair/typebox';
import type { Client } from '@flotilla/client';
import type { GreeterServiceDefinition, StreamGreetingsResponse } from '@flotilla/contracts';
import type { EventStreams } from '../edge/event-stream/event-streams';
import { eventStreamResponses, resumeAfter, ResumeHeaders } from './event-stream-schema';
import { GreetingJson, LanguageTag, Name, toGreetingJson, toLanguage } from './greeting-json';
import { problemResponses } from './problem-schema';
import { strict } from './strict';

const defaultCount = 5;
const defaultIntervalMs = 1_000;

const NumberedGreeting = Type.Composite([
  Type.Object({ number: Type.Integer({ description: 'Position in the stream, from 1' }) }),
  GreetingJson,
]);

const schema = {
  tags: ['greetings'],
  summary: 'Greets somebody again and again',
  params: Type.Object({ name: Name }, strict),
  headers: ResumeHeaders,
  querystring: Type.Object(
    {
      language: Type.Optional(LanguageTag),
      count: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: 100,
          description: `How many greetings; ${defaultCount} when left out`,
        }),
      ),
      intervalMs: Type.Optional(
        Type.Integer({
          minimum: 10,
          maximum: 10_000,
          description: `Milliseconds between two; ${defaultIntervalMs} when left out`,
        }),
      ),
    },
    strict,
  ),
  response: {
    ...eventStreamResponses(
      'Events named `greeting`; their id is the number of the greeting',
      NumberedGreeting,
    ),
    ...problemResponses,
  },
};

export function greetingStreamRoutes(
  instance: FastifyInstance,
  greeter: Client<GreeterServiceDefinition>,
  streams: EventStreams,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get('/api/greetings/:name/stream', { schema }, async (request, reply) => {
    const { language, count = defaultCount, intervalMs = defaultIntervalMs } = request.query;
    const seen = resumeAfter(request.headers);
    const left = count - seen;
    if (left <= 0) return reply.code(204).send();
    const wanted = { name: request.params.name, language: toLanguage(language), count: left, intervalMs };
    return streams.send(request, reply, {
      open: (signal) => greeter.streamGreetings(wanted, { signal, hashKey: wanted.name }),
      toEvent: (greeting) => toEvent(greeting, seen),
    });
  });
}

function toEvent(greeting: StreamGreetingsResponse, seen: number) {
  const number = seen + greeting.number;
  return { id: number, event: 'greeting', data: { number, ...toGreetingJson(greeting) } };
}
