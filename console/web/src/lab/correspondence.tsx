import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { Case } from '../../../api.ts';
import { useLanguage, useWords } from '../language.tsx';
import { Markdown } from './markdown.tsx';

/** What the customer wrote. */
export function Correspondence({ shown: { customer, startedAt, ticket } }: { shown: Case }) {
  const words = useWords();
  const { language } = useLanguage();
  return (
    <Container header={<Header variant="h2">{words.correspondence}</Header>}>
      <Box variant="h4">{customer}</Box>
      {startedAt ? <Box variant="small">{new Date(startedAt).toLocaleString(language)}</Box> : null}
      <Markdown blocks={ticket} />
    </Container>
  );
}
