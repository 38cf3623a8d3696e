import { shellWord } from './shell-word.ts';

/** Options that the AWS CLI calls differently from the rule. */
const RENAMED: Readonly<Record<string, string>> = {
  '--no-egress': '--ingress',
  '--no-disable-api-termination': '--enable-api-termination',
  '--no-no-reboot': '--reboot',
};

/** The words of the AWS CLI command that makes the same call. `https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters.html` */
export function awsCommand(service: string, operation: string, input: Readonly<Record<string, unknown>>): string[] {
  const { MinCount, MaxCount, UserData, ...rest } = input;
  const words = [`aws ${service} ${kebab(operation)}`];
  for (const [name, value] of Object.entries(rest)) {
    if (value !== undefined) words.push(option(kebab(name), value));
  }
  if (MaxCount !== undefined) {
    words.push(`--count ${MinCount === MaxCount ? Number(MaxCount) : `${Number(MinCount)}:${Number(MaxCount)}`}`);
  }
  // The CLI encodes user data itself, whereas the SDK takes it encoded.
  if (typeof UserData === 'string') words.push(`--user-data ${shellWord(Buffer.from(UserData, 'base64').toString())}`);
  return words;
}

/** A name as the AWS CLI writes it: `Ipv6CidrBlock` is `ipv6-cidr-block`, `ResourceArns` is `resource-arns`. */
export function kebab(name: string): string {
  return name
    .replace(/[A-Z]{2,}s$/, (plural) => `-${plural.toLowerCase()}`)
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

function option(name: string, value: unknown): string {
  const flag = booleanOf(value);
  if (flag !== undefined) {
    const word = `--${flag ? '' : 'no-'}${name}`;
    return RENAMED[word] ?? word;
  }
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) {
    return `--${name} ${value.map((item) => shellWord(String(item))).join(' ')}`;
  }
  return `--${name} ${shellWord(typeof value === 'object' ? JSON.stringify(value) : String(value))}`;
}

/** EC2 wraps some booleans in a structure with a single `Value`; the CLI takes them as flags all the same. */
function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null || Object.keys(value).join() !== 'Value') return undefined;
  return 'Value' in value && typeof value.Value === 'boolean' ? value.Value : undefined;
}
