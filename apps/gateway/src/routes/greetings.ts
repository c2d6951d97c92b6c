import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from '@sinclair/typebox';
import type { Client } from '@flotilla/client';
import { Language } from '@flotilla/contracts';
import type { GreeterServiceDefinition } from '@flotilla/contracts';
import { problemResponses } from './problem-schema';

const languages = {
  en: Language.EN,
  zh: Language.ZH,
  es: Language.ES,
  fr: Language.FR,
  de: Language.DE,
  ja: Language.JA,
} as const;

type LanguageTag = keyof typeof languages;

const tags = Object.keys(languages) as LanguageTag[];
const LanguageTag = Type.Unsafe<LanguageTag>({ type: 'string', enum: tags });

function toTag(language: Language): LanguageTag {
  return tags.find((tag) => languages[tag] === language) ?? 'en';
}

const strict = { additionalProperties: false };

const schema = {
  summary: 'Greets somebody',
  params: Type.Object(
    {
      name: Type.String({
        minLength: 1,
        maxLength: 100,
        pattern: '^\\P{Cc}*$',
        description: 'Whom to greet',
      }),
    },
    strict,
  ),
  querystring: Type.Object({ language: Type.Optional(LanguageTag) }, strict),
  response: {
    200: Type.Object({
      message: Type.String(),
      language: LanguageTag,
      servedBy: Type.Object({ instance: Type.String(), zone: Type.String() }),
    }),
    ...problemResponses,
  },
};

export function greetingRoutes(instance: FastifyInstance, greeter: Client<GreeterServiceDefinition>): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get('/api/greetings/:name', { schema }, async ({ params, query }) => {
    const { message, language, servedBy } = await greeter.sayHello({
      name: params.name,
      language: languages[query.language ?? 'en'],
    });
    return { message, language: toTag(language), servedBy: { instance: '', zone: '', ...servedBy } };
  });
}
