import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import { Fragment, type ReactNode } from 'react';
import type { Block, Inline } from '../../../api.ts';

/** Markdown that came as blocks, as elements. */
export function Markdown({ blocks }: { blocks: readonly Block[] }) {
  return <>{each(blocks, (block) => blockOf(block))}</>;
}

/** What has no identity but its place. */
function each<T>(items: readonly T[], show: (item: T) => ReactNode): ReactNode {
  return items.map((item, place) => {
    const key = String(place);
    return <Fragment key={key}>{show(item)}</Fragment>;
  });
}

function blockOf(block: Block): ReactNode {
  switch (block.type) {
    case 'code':
      return <Lines text={block.text} />;
    case 'quote':
      return <blockquote>{each(block.content, blockOf)}</blockquote>;
    case 'list': {
      const items = each(block.items, (item) => <li>{each(item, itemOf)}</li>);
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'heading':
      return <Box variant="h4">{each(block.content, inlineOf)}</Box>;
    default:
      return <Box variant="p">{each(block.content, inlineOf)}</Box>;
  }
}

/** A paragraph of a list's item stands in its line. */
const itemOf = (block: Block): ReactNode =>
  block.type === 'paragraph' ? each(block.content, inlineOf) : blockOf(block);

function inlineOf(inline: Inline): ReactNode {
  switch (inline.type) {
    case 'strong':
      return <strong>{each(inline.content, inlineOf)}</strong>;
    case 'em':
      return <em>{each(inline.content, inlineOf)}</em>;
    case 'code':
      return <Box variant="code">{inline.text}</Box>;
    case 'link':
      return (
        <Link href={inline.href} external>
          {each(inline.content, inlineOf)}
        </Link>
      );
    default:
      return inline.text;
  }
}

/** Lines as they are, in one width for all characters. */
export function Lines({ text }: { text: string }) {
  return (
    <Box variant="pre" fontSize="body-s" margin="n" padding="n">
      {text}
    </Box>
  );
}
