import { I18nProvider, type I18nProviderProps } from '@cloudscape-design/components/i18n';
import english from '@cloudscape-design/components/i18n/messages/all.en';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Language } from '../../api.ts';
import { WORDS, type Words } from './lab/words.ts';

const CHOSEN = 'breakfix.language';

interface Spoken {
  readonly language: Language;
  readonly words: Words;
  speak(language: Language): void;
}

const Speaking = createContext<Spoken>({ language: 'en', words: WORDS.en, speak() {} });

/** As chosen before, else as the browser has it. */
function languageAtFirst(): Language {
  const chosen = localStorage.getItem(CHOSEN) ?? navigator.language;
  return chosen.startsWith('ko') ? 'ko' : 'en';
}

/** Gives what is inside its language, and Cloudscape its own messages in it; those of Korean are loaded when they are wanted. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(languageAtFirst);
  const [korean, setKorean] = useState<I18nProviderProps.Messages>();
  useEffect(() => {
    document.documentElement.lang = language;
    if (language === 'ko')
      import('@cloudscape-design/components/i18n/messages/all.ko').then((all) => setKorean(all.default));
  }, [language]);
  const spoken = useMemo(
    () => ({
      language,
      words: WORDS[language],
      speak(next: Language) {
        localStorage.setItem(CHOSEN, next);
        setLanguage(next);
      },
    }),
    [language],
  );
  const isKorean = language === 'ko' && korean !== undefined;
  return (
    <I18nProvider locale={isKorean ? 'ko' : 'en'} messages={[isKorean ? korean : english]}>
      <Speaking value={spoken}>{children}</Speaking>
    </I18nProvider>
  );
}

export const useLanguage = (): Spoken => useContext(Speaking);

/** The lab pages' own words. */
export const useWords = (): Words => useLanguage().words;
