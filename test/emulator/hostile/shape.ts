import { hasForbiddenCharacter } from '../../../emulator/protocol/scalar.ts';
import type { Raw } from './requests.ts';

/** An answer as it came off the wire. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What is wrong with an answer, or undefined: it is to be what an AWS client can read, a success or an error of the asker's. */
export function fault({ method }: Raw, { status, headers, body }: Reply): string | undefined {
  if (status !== 200 && (status < 400 || status > 499)) return `status ${status}`;
  // Node.js itself answers what is no HTTP, or whose headers are larger than it reads.
  if ((status === 400 || status === 431) && body === '' && headers.connection === 'close') return undefined;
  if (typeof headers['x-amzn-requestid'] !== 'string') return 'no request id';
  if (method === 'HEAD') return undefined;
  const type = String(headers['content-type']);
  if (type.includes('json')) return jsonFault(status, body);
  if (type.includes('xml')) return xmlFault(status, body);
  return `content type ${type}`;
}

function jsonFault(status: number, body: string): string | undefined {
  try {
    const value = JSON.parse(body) as { __type?: unknown; message?: unknown };
    const isError = typeof value.__type === 'string' && value.__type !== '' && typeof value.message === 'string';
    return isError === (status !== 200) ? undefined : 'the JSON of another outcome';
  } catch {
    return 'no JSON';
  }
}

function xmlFault(status: number, body: string): string | undefined {
  const root = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<(\w+)/.exec(body)?.[1] ?? '';
  const isError = root === 'Response' || root === 'ErrorResponse';
  if (isError !== (status !== 200)) return `the XML of another outcome: ${root}`;
  if (isError && !/<Code>[\w.]+<\/Code><Message>[\s\S]+<\/Message>/.test(body))
    return 'an error without code or message';
  return wellFormed(body.slice(body.indexOf('\n') + 1));
}

const TOKEN = /<(\/?)([A-Za-z_][\w.-]*)(?: xmlns="[^"<&]*")?(\/?)>|([^<]+)/gy;
const TEXT = /^(?:[^&<>]|&(?:amp|lt|gt|#xD);)*$/;

function wellFormed(xml: string): string | undefined {
  const open: string[] = [];
  TOKEN.lastIndex = 0;
  let end = 0;
  for (let token = TOKEN.exec(xml); token; token = TOKEN.exec(xml)) {
    end = TOKEN.lastIndex;
    const [, closing, tag = '', empty, text] = token;
    if (text !== undefined) {
      if (!TEXT.test(text) || hasForbiddenCharacter(text)) return 'a character that XML cannot hold';
    } else if (closing) {
      if (open.pop() !== tag) return `a stray </${tag}>`;
    } else if (!empty) open.push(tag);
  }
  if (end !== xml.length) return `no XML at ${xml.slice(end, end + 40)}`;
  return open.length > 0 ? `<${open.join('><')}> left open` : undefined;
}
