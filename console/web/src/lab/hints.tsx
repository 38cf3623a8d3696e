import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Case, Hint, HintName } from '../../../api.ts';
import { useWords } from '../language.tsx';
import { Markdown } from './markdown.tsx';

interface HintsProps {
  readonly shown: Case;
  /** The one that was just told. */
  readonly told: Hint | undefined;
  readonly busy: boolean;
  onTake(hint: HintName): void;
  onSolution(): void;
}

const WRITTEN = [1, 2, 3] as const;

/** The hints that were taken, those that can be, and what they cost; at the end, the solution. */
export function Hints({ shown, told, busy, onTake, onSolution }: HintsProps) {
  const words = useWords();
  const { hints, hintCosts, answerKnown, lab } = shown;
  const nameOf = (hint: HintName) => (hint === 'account' ? words.hints.account : words.hints.number(hint));
  const taken = (hint: HintName) => hints.some((each) => each.hint === hint);
  const account = told?.hint === 'account' ? [told] : [];
  const choices: readonly HintName[] = lab === 'deployed' ? [...WRITTEN, 'account'] : WRITTEN;
  return (
    <Container
      header={
        <Header variant="h2" description={words.hints.about}>
          {words.hints.heading}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {[...hints, ...account].map((hint) => (
          <div key={hint.hint}>
            <Box variant="h4">{nameOf(hint.hint)}</Box>
            <Markdown blocks={hint.text} />
          </div>
        ))}
        <SpaceBetween direction="horizontal" size="xs">
          {choices
            .filter((hint) => !taken(hint))
            .map((hint) => (
              <Button key={hint} disabled={busy} onClick={() => onTake(hint)}>
                {`${nameOf(hint)} (${words.hints.cost(hintCosts[hint])})`}
              </Button>
            ))}
          <Button disabled={busy} onClick={onSolution}>
            {answerKnown ? words.solutionKnown : words.solution}
          </Button>
        </SpaceBetween>
      </SpaceBetween>
    </Container>
  );
}
