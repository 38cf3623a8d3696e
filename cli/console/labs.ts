import type { Asked, Labs, Tell } from '../../console/server/labs.ts';
import type { Scenario } from '../../lib/scenario.ts';
import { scenarios } from '../../scenarios/index.ts';
import { deployLab } from '../deploy.ts';
import { clear } from '../destroy.ts';
import { deployedTerms, labAccount } from '../grade-lab.ts';
import { resetLab } from '../reset.ts';
import type { Context, Target } from '../verb.ts';
import { WORDS } from '../words/index.ts';
import { caseView, hintView, progressView } from './cases.ts';
import { consoleContext } from './context.ts';
import { diagnosisView, suspicionsView } from './diagnosis.ts';
import { evidenceView } from './evidence.ts';
import { probe } from './probe.ts';
import { reportView } from './report.ts';
import { admitted, debriefView, recordAnswer, solutionView } from './solved.ts';
import { walkView } from './walk.ts';
import { recordWriting, reviewOf } from './writing.ts';

/** The command line's deeds for the console, at the local AWS at a port that is known once it listens. */
export function consoleLabs(port: () => number): Labs {
  const at = (asked: Asked, tell?: Tell) => consoleContext(asked, port(), tell);
  /** A deed of one case. */
  const of =
    <Given extends unknown[], Answer>(
      work: (context: Context, target: Target, scenario: Scenario, ...given: Given) => Answer | Promise<Answer>,
    ) =>
    async (asked: Asked, id: string, ...given: Given): Promise<Answer> => {
      const { context, target } = at(asked);
      return work(context, target, scenarioOf(id), ...given);
    };
  return {
    has: (id) => scenarios.some((each) => each.id === id),
    progress: async (asked) => {
      const { context, target } = at(asked);
      return progressView(context, target);
    },
    case: of(caseView),
    deploy: async (asked, id, tell) => {
      const { context, target } = at(asked, tell);
      await deployLab(context, target, scenarioOf(id));
    },
    reset: async (asked, id, tell) => {
      const { context, target } = at(asked, tell);
      await resetLab(context, target, scenarioOf(id));
    },
    destroy: async (asked, id, tell) => {
      const { context, target } = at(asked, tell);
      await clear(context, target, scenarioOf(id).id);
    },
    grade: of(reportView),
    hint: of(hintView),
    solution: of((context, _, scenario) => solutionView(context, scenario)),
    debrief: of((context, _, scenario) => debriefView(context, scenario)),
    answer: of((context, _, scenario, answer) => recordAnswer(context, scenario, answer)),
    review: of((context, _, __, text) => reviewOf(text, context)),
    write: of((context, _, scenario, writing) => recordWriting(context, admitted(context, scenario), writing)),
    suspicions: of(suspicionsView),
    diagnose: of(diagnosisView),
    evidence: of(async (_, target, scenario) => evidenceView(await deployedAccount(target, scenario))),
    probe: of(async (_, target, scenario, request) =>
      probe(target.clients, await deployedAccount(target, scenario), request),
    ),
    walk: async (asked, between) => {
      const { context, target } = at(asked);
      return walkView(context, target, between);
    },
    say: (language, { code, message, hint }) => {
      const { phrase } = WORDS[language];
      return { code, message: phrase(message), hint: phrase(hint) };
    },
  };
}

function scenarioOf(id: string): Scenario {
  const found = scenarios.find((each) => each.id === id);
  if (!found) throw new Error(`there is no case ${id}`);
  return found;
}

async function deployedAccount(target: Target, scenario: Scenario) {
  await deployedTerms(target, scenario);
  return labAccount(target, scenario);
}
