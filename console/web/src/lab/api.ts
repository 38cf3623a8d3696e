import { useCallback, useEffect, useState } from 'react';
import type { ApiError, Language } from '../../../api.ts';
import { useRevision } from '../changes.ts';
import { useLanguage } from '../language.tsx';
import { useClients } from '../region.tsx';

/** What the API refused, in its words. */
export class ApiFailure extends Error {
  readonly hint: string;

  constructor({ code, message, hint }: ApiError) {
    super(message);
    this.name = code;
    this.hint = hint;
  }
}

interface Place {
  readonly language: Language;
  readonly region: string;
}

/** The address of a path of the API, in a language and a Region. */
export function addressOf(path: string, { language, region }: Place): string {
  return `/console/api/${path}?${new URLSearchParams({ lang: language, region })}`;
}

async function answerOf<T>(response: Response): Promise<T> {
  const body = (await response.json()) as T & { readonly error?: ApiError };
  if (response.ok) return body;
  throw new ApiFailure(body.error ?? { code: String(response.status), message: response.statusText, hint: '' });
}

export function usePlace(): Place {
  const { language } = useLanguage();
  const { region } = useClients();
  return { language, region };
}

/** Asks the API to do something. */
export function usePost(): <T>(path: string, body?: object) => Promise<T> {
  const { language, region } = usePlace();
  return useCallback(
    async <T>(path: string, body: object = {}) => {
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      return answerOf<T>(await fetch(addressOf(path, { language, region }), init));
    },
    [language, region],
  );
}

export interface Asked<T> {
  readonly value: T | undefined;
  readonly error: unknown;
  /** Asks again. */
  reload(): void;
}

/** What the API answers, asked again when the account changes and when a person comes back from a terminal; nothing without a path. */
export function useApi<T>(path: string | undefined): Asked<T> {
  const { language, region } = usePlace();
  const revision = useRevision();
  const [asked, setAsked] = useState<{ of?: string; value?: T; error?: unknown }>({});
  const [times, setTimes] = useState(0);
  const reload = useCallback(() => setTimes((count) => count + 1), []);
  const address = path === undefined ? undefined : addressOf(path, { language, region });
  useEffect(() => {
    addEventListener('focus', reload);
    return () => removeEventListener('focus', reload);
  }, [reload]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the account and a call of reload are reasons to ask again
  useEffect(() => {
    if (address === undefined) return;
    let current = true;
    fetch(address)
      .then((response) => answerOf<T>(response))
      .then(
        (value) => current && setAsked({ of: path, value }),
        (error) => current && setAsked((before) => ({ ...before, of: path, error })),
      );
    return () => {
      current = false;
    };
  }, [address, times, revision]);
  const known = asked.of === path ? asked : {};
  return { value: known.value, error: known.error, reload };
}
