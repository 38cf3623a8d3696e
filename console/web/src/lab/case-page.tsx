import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { Case, Hint, LabState, Report, Solution, Work } from '../../../api.ts';
import { useLanguage, useWords } from '../language.tsx';
import { useApi, usePost } from './api.ts';
import { CaseDetails } from './case-details.tsx';
import { Correspondence } from './correspondence.tsx';
import { DiagnosisForm } from './diagnosis.tsx';
import { Failure } from './failure.tsx';
import { Hints } from './hints.tsx';
import { ReportView } from './report.tsx';
import { Solved } from './solved.tsx';
import { Sure } from './sure.tsx';
import { WorkSteps } from './work-steps.tsx';

/** A case as a support case, with all that can be done with it. */
export function CasePage() {
  const { id = '' } = useParams();
  const { value, error, reload } = useApi<Case>(`cases/${id}`);
  const { language } = useLanguage();
  if (!value) return error ? <Failure error={error} /> : <Spinner />;
  // What was told in one language is not shown in the other.
  return <Shown key={`${id} ${language}`} shown={value} reload={reload} />;
}

/** What was done here has been undone elsewhere. */
const isOutdated = ({ kind, state }: Work, lab: LabState): boolean =>
  state === 'done' && (kind === 'destroy') !== (lab === 'absent');

/** What was graded here is not yet known to the case, and somebody may have graded elsewhere since. */
const latest = (here: Report | undefined, known: Report | undefined): Report | undefined =>
  here && known ? (here.gradedAt > known.gradedAt ? here : known) : (here ?? known);

type Asking = 'destroy' | 'reset' | 'solution';

function Shown({ shown, reload }: { shown: Case; reload(): void }) {
  const words = useWords();
  const post = usePost();
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const [asking, setAsking] = useState<Asking>();
  const [report, setReport] = useState<Report>();
  const [told, setTold] = useState<Hint>();
  const [solution, setSolution] = useState<Solution>();
  const { id, title, lab, work, answerKnown } = shown;
  /** Does one thing, and asks again how the case stands. */
  const act = async <T,>(deed: string, then: (answer: T) => void = () => {}, body?: object) => {
    setBusy(deed);
    setFailure(undefined);
    try {
      then(await post<T>(`cases/${id}/${deed}`, body));
    } catch (error) {
      setFailure(error);
    }
    setBusy(undefined);
    reload();
  };
  const begin = (deed: 'deploy' | 'reset' | 'destroy') => {
    setReport(undefined);
    setTold(undefined);
    return act(deed);
  };
  const graded = latest(report, shown.report);
  const working = work?.state === 'running';
  const button = (deed: 'deploy' | 'grade' | 'destroy' | 'reset', onClick: () => void, primary = false) => (
    <Button
      variant={primary ? 'primary' : 'normal'}
      loading={busy === deed}
      disabled={working || (busy !== undefined && busy !== deed)}
      onClick={onClick}
    >
      {words[deed]}
    </Button>
  );
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={id}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {lab === 'absent' ? null : button('destroy', () => setAsking('destroy'))}
              {lab === 'deployed' ? button('reset', () => setAsking('reset')) : null}
              {lab === 'deployed'
                ? button('grade', () => act('grade', setReport), true)
                : button('deploy', () => begin('deploy'), true)}
            </SpaceBetween>
          }
        >
          {title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Failure error={failure} />
        {work && !isOutdated(work, lab) ? <WorkSteps id={id} work={work} onEnd={reload} /> : null}
        {graded ? <ReportView report={graded} /> : null}
        <CaseDetails shown={shown} />
        <Correspondence shown={shown} />
        {lab === 'deployed' && !answerKnown ? <DiagnosisForm shown={shown} onDone={reload} /> : null}
        <Hints
          shown={shown}
          told={told}
          busy={busy !== undefined}
          onTake={(hint) => act<Hint>('hint', setTold, { hint })}
          onSolution={() => (answerKnown ? act('solution', setSolution) : setAsking('solution'))}
        />
        {answerKnown ? <Solved id={id} solution={solution} /> : null}
      </SpaceBetween>
      {asking ? (
        <Sure
          title={words[asking]}
          onAnswer={(yes) => {
            setAsking(undefined);
            if (!yes) return;
            if (asking === 'solution') act('solution', setSolution);
            else begin(asking);
          }}
        >
          {words.sure[asking]}
        </Sure>
      ) : null}
    </ContentLayout>
  );
}
