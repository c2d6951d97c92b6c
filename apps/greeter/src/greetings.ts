import { Language } from '@flotilla/contracts';

type Spoken = Exclude<Language, Language.UNSPECIFIED | Language.UNRECOGNIZED>;

const greetings: Record<Spoken, (name: string) => string> = {
  [Language.EN]: (name) => `Hello, ${name}!`,
  [Language.ZH]: (name) => `你好，${name}！`,
  [Language.ES]: (name) => `¡Hola, ${name}!`,
  [Language.FR]: (name) => `Bonjour, ${name} !`,
  [Language.DE]: (name) => `Hallo, ${name}!`,
  [Language.JA]: (name) => `こんにちは、${name}さん！`,
};

export interface Greeting {
  readonly message: string;
  readonly language: Spoken;
}

function isSpoken(language: Language): language is Spoken {
  return language in greetings;
}

/** A greeting in a language; English when none was chosen, undefined for one that nobody here speaks. */
export function greet(name: string, language: Language): Greeting | undefined {
  const chosen = language === Language.UNSPECIFIED ? Language.EN : language;
  return isSpoken(chosen) ? { message: greetings[chosen](name), language: chosen } : undefined;
}
