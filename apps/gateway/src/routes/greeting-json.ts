import { Type } from '@sinclair/typebox';
import { Language } from '@flotilla/contracts';
import type { SayHelloResponse } from '@flotilla/contracts';

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

export const LanguageTag = Type.Unsafe<LanguageTag>({
  type: 'string',
  enum: tags,
  description: 'The language of the greeting; English when it is left out',
});

export const Name = Type.String({
  minLength: 1,
  maxLength: 100,
  // No control characters. Not `\P{Cc}`: Swagger UI, for one, reads patterns without the `u` flag.
  pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*$',
  description: 'Whom to greet',
  examples: ['Ada'],
});

/** A greeting as clients see it. */
export const GreetingJson = Type.Object(
  {
    message: Type.String({ examples: ['Hello, Ada!'] }),
    language: LanguageTag,
    servedBy: Type.Object(
      { instance: Type.String({ examples: ['greeter-2'] }), zone: Type.String() },
      { description: 'The instance that did the work' },
    ),
  },
  { description: 'The greeting' },
);

export function toLanguage(tag: LanguageTag = 'en'): Language {
  return languages[tag];
}

export function toGreetingJson({
  message,
  language,
  servedBy,
}: SayHelloResponse): typeof GreetingJson.static {
  const tag = tags.find((each) => languages[each] === language) ?? 'en';
  return { message, language: tag, servedBy: { instance: '', zone: '', ...servedBy } };
}
