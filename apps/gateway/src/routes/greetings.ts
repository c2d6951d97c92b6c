import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from '@sinclair/typebox';
import type { Client } from '@flotilla/client';
import type { GreeterServiceDefinition } from '@flotilla/contracts';
import { GreetingJson, LanguageTag, Name, toGreetingJson, toLanguage } from './greeting-json';
import { problemResponses } from './problem-schema';
import { strict } from './strict';

const schema = {
  tags: ['greetings'],
  summary: 'Greets somebody',
  params: Type.Object({ name: Name }, strict),
  querystring: Type.Object({ language: Type.Optional(LanguageTag) }, strict),
  response: { 200: GreetingJson, ...problemResponses },
};

export function greetingRoutes(instance: FastifyInstance, greeter: Client<GreeterServiceDefinition>): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get('/api/greetings/:name', { schema }, async ({ params: { name }, query }) => {
    const wanted = { name, language: toLanguage(query.language) };
    return toGreetingJson(await greeter.sayHello(wanted, { hashKey: name }));
  });
}
