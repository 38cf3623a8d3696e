import { Hono, type Context as HonoContext } from 'hono';
import { BreakfixError } from '../../lib/error.ts';
import { isRegionName } from '../../lib/region-name.ts';
import { readBody } from '../../lib/request-body.ts';
import type { ApiError, Case, Language } from '../api.ts';
import { answerIn, diagnosisIn, hintIn, probeIn, textIn, writingIn } from './api-input.ts';
import type { Asked, Labs } from './labs.ts';
import { API_PATH } from './pages.ts';
import { Works } from './works.ts';

interface Env {
  Variables: {
    /** That of a POST, parsed. */
    body: unknown;
  };
}

type Context = HonoContext<Env>;

/** What a learner writes in one go, in any script, and then some. */
const LARGEST_BODY = 512 * 1024;

/**
 * The console's JSON API below `/console/api/`: cases, and what can be done with them. The guard of Host and Origin stands before it.
 * Errors are `{ error: { code, message, hint } }`.
 */
export function labApi(labs: Labs, log: (line: string) => void = () => {}): Hono<Env> {
  const api = new Hono<Env>().basePath(API_PATH);
  const works = new Works();
  const labOf = (context: Context) => `${askedIn(context).region} ${caseIn(context)}`;
  const caseIn = (context: Context): string => {
    const id = context.req.param('id') ?? '';
    if (labs.has(id)) return id;
    throw new BreakfixError('UNKNOWN_SCENARIO', `There is no case ${id.slice(0, 80)}.`, 'breakfix list', 64);
  };
  const failure = (language: Language) => (error: unknown) => {
    if (!(error instanceof BreakfixError)) log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return labs.say(language, errorOf(error));
  };

  api.use(async (context, next) => {
    context.header('cache-control', 'no-store');
    if (context.req.method === 'POST') context.set('body', await bodyOf(context));
    return next();
  });
  api.onError((error, context) =>
    context.json({ error: failure(languageIn(context))(error) }, statusOf(error), { 'cache-control': 'no-store' }),
  );
  api.notFound((context) =>
    context.json({ error: { code: 'NOT_FOUND', message: 'There is nothing here.', hint: '' } }, 404),
  );

  api.get('/progress', async (context) => context.json(await labs.progress(askedIn(context))));
  api.get('/cases/:id', async (context) => {
    const found = await labs.case(askedIn(context), caseIn(context));
    const work = works.of(labOf(context));
    return context.json<Case>({ ...found, ...(work && { work }) });
  });
  api.get('/cases/:id/work', (context) => works.stream(labOf(context)) ?? context.notFound());
  api.get('/cases/:id/debrief', async (context) => context.json(await labs.debrief(askedIn(context), caseIn(context))));
  api.get('/cases/:id/evidence', async (context) =>
    context.json(await labs.evidence(askedIn(context), caseIn(context))),
  );

  api.get('/cases/:id/suspicions', async (context) =>
    context.json(await labs.suspicions(askedIn(context), caseIn(context))),
  );

  for (const kind of ['deploy', 'reset', 'destroy'] as const) {
    api.post(`/cases/:id/${kind}`, (context) => {
      const [asked, id] = [askedIn(context), caseIn(context)];
      works.start(labOf(context), kind, (tell) => labs[kind](asked, id, tell), failure(asked.language));
      return context.json(works.of(labOf(context)), 202);
    });
  }
  api.post('/cases/:id/grade', async (context) => context.json(await labs.grade(askedIn(context), caseIn(context))));
  api.post('/cases/:id/hint', async (context) => {
    const [asked, id] = [askedIn(context), caseIn(context)];
    return context.json(await labs.hint(asked, id, hintIn(context.get('body'))));
  });
  api.post('/cases/:id/solution', async (context) =>
    context.json(await labs.solution(askedIn(context), caseIn(context))),
  );
  api.post('/cases/:id/answer', async (context) => {
    const [asked, id] = [askedIn(context), caseIn(context)];
    await labs.answer(asked, id, answerIn(context.get('body')));
    return context.json({});
  });
  api.post('/cases/:id/review', async (context) => {
    const [asked, id] = [askedIn(context), caseIn(context)];
    return context.json(await labs.review(asked, id, textIn(context.get('body'))));
  });
  api.post('/cases/:id/write', async (context) => {
    const [asked, id] = [askedIn(context), caseIn(context)];
    await labs.write(asked, id, writingIn(context.get('body')));
    return context.json({});
  });
  api.post('/cases/:id/diagnose', async (context) => {
    const [asked, id] = [askedIn(context), caseIn(context)];
    return context.json(await labs.diagnose(asked, id, diagnosisIn(context.get('body'))));
  });
  api.post('/cases/:id/probe', async (context) => {
    const [asked, id] = [askedIn(context), caseIn(context)];
    return context.json(await labs.probe(asked, id, probeIn(context.get('body'))));
  });
  api.post('/walk', async (context) => context.json(await labs.walk(askedIn(context), probeIn(context.get('body')))));
  return api;
}

const languageIn = ({ req }: Context): Language => (req.query('lang') === 'ko' ? 'ko' : 'en');

/** Of the query: `lang` and `region`. A Region's name becomes part of host names and file names. */
function askedIn(context: Context): Asked {
  const region = (context.req.query('region') ?? 'us-east-1').slice(0, 80);
  if (isRegionName(region)) {
    return { language: languageIn(context), region };
  }
  throw new BreakfixError('BAD_REQUEST', `${region} is not the name of a Region.`, 'region=us-east-1', 64);
}

/** A body is read even where it says nothing, and refused where a page could send it without asking first. */
async function bodyOf({ req }: Context): Promise<unknown> {
  const body = await readBody(req.raw.body, LARGEST_BODY);
  if (!req.header('content-type')?.startsWith('application/json')) {
    throw new BreakfixError('BAD_REQUEST', 'The body must be JSON.', 'content-type: application/json', 64);
  }
  if (!body) throw new BreakfixError('TOO_LARGE', `The request is larger than ${LARGEST_BODY} bytes.`, '', 65);
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    throw new BreakfixError('BAD_REQUEST', 'The body must be JSON.', '{}', 64);
  }
}

function errorOf(error: unknown): ApiError {
  if (!(error instanceof BreakfixError)) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: 'UNEXPECTED', message, hint: 'report it; the log of the local AWS has more' };
  }
  const { code, message, tryThis: hint } = error;
  return { code, message, hint };
}

const STATUS_BY_CODE: Readonly<Record<string, 404 | 413>> = { UNKNOWN_SCENARIO: 404, TOO_LARGE: 413 };

/** Exit code 64 is what was asked for wrongly; of the rest, most is not possible now and will be later. */
function statusOf(error: unknown): 400 | 404 | 409 | 413 | 500 {
  if (!(error instanceof BreakfixError)) return 500;
  return STATUS_BY_CODE[error.code] ?? (error.exitCode === 64 ? 400 : 409);
}
