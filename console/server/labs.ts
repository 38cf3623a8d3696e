import type {
  ApiError,
  Case,
  Debrief,
  Diagnosis,
  Evidence,
  Hint,
  HintName,
  Judged,
  Language,
  Probe,
  ProbeRequest,
  Progress,
  Rating,
  Report,
  Review,
  Solution,
  Suspicions,
  Walk,
  Writing,
} from '../api.ts';

export type * from '../api.ts';

/** In which language, and in which Region of the local AWS. */
export interface Asked {
  readonly language: Language;
  readonly region: string;
}

/** An answer to a question of the interview drill, which is numbered from 1. */
export interface Answer {
  readonly question: number;
  readonly answer: string;
  readonly rating: Rating;
}

/** Told of every step. */
export type Tell = (line: string) => void;

/**
 * What can be done with cases, by whoever knows them: the command line's own deeds, which the API serves to pages. What a person can
 * repair is thrown as a BreakfixError.
 */
export interface Labs {
  /** Whether there is such a case. */
  has(id: string): boolean;
  progress(asked: Asked): Promise<Progress>;
  case(asked: Asked, id: string): Promise<Omit<Case, 'work'>>;
  deploy(asked: Asked, id: string, tell: Tell): Promise<void>;
  reset(asked: Asked, id: string, tell: Tell): Promise<void>;
  destroy(asked: Asked, id: string, tell: Tell): Promise<void>;
  grade(asked: Asked, id: string): Promise<Report>;
  hint(asked: Asked, id: string, hint: HintName): Promise<Hint>;
  /** Gives up, unless the answer is known already. */
  solution(asked: Asked, id: string): Promise<Solution>;
  /** Refused while the answer is not known. */
  debrief(asked: Asked, id: string): Promise<Debrief>;
  answer(asked: Asked, id: string, answer: Answer): Promise<void>;
  /** What a reply looks like to a program; nothing is written down. */
  review(asked: Asked, id: string, text: string): Promise<Review>;
  write(asked: Asked, id: string, writing: Writing): Promise<void>;
  suspicions(asked: Asked, id: string): Promise<Suspicions>;
  /** Refused once the answer is known. */
  diagnose(asked: Asked, id: string, diagnosis: Diagnosis): Promise<Judged>;
  evidence(asked: Asked, id: string): Promise<Evidence>;
  probe(asked: Asked, id: string, probe: ProbeRequest): Promise<Probe>;
  /** The way of a packet between two resources of the Region. Refused while a case is open there: it would give the answer away. */
  walk(asked: Asked, between: ProbeRequest): Promise<Walk>;
  /** An error in words of the language. */
  say(language: Language, error: ApiError): ApiError;
}
