import { type About, type Command, type Outputs, segmentsOf } from './command.ts';
import type { DumpFile } from './dump-file.ts';

/** A page's number at the end of a name. Neither ids nor names of load balancers and target groups have a dot. */
const PAGE = /\.\(?(page[-_ ]?)?\d+\)?$/i;

/** Whether a file's name says that the command was asked about this. */
export function isNamed({ name }: DumpFile, about: About): boolean {
  const wanted = namesOf(about).map(plain);
  return [name, name.replace(PAGE, '')].some((each) => wanted.includes(plain(each)));
}

/** Whether a file's name says no more than which page it is. */
export const isNameless = ({ name }: DumpFile): boolean => name === '' || `.${name}`.replace(PAGE, '') === '';

/** What stands in a file's name for characters that it may not have. */
const plain = (name: string): string => name.replaceAll(/[^A-Za-z0-9]+/g, '-');

/** What people call the thing in a file's name: its id or ARN, the end of that, or a load balancer's or target group's name. */
function namesOf(about: About): string[] {
  const [arn = ''] = about;
  if (!arn.startsWith('arn:')) return [about.join('.')];
  const segments = segmentsOf(arn);
  const ends = segments.map((_, i) => segments.slice(i).join('/'));
  return [arn, ...ends, { targetgroup: segments[1], loadbalancer: segments[2] }[segments[0] ?? ''] ?? arn];
}

type Part<C extends Command> = (page: Outputs[C], about: About, named: boolean) => Outputs[C] | undefined;

/** Commands whose answers say themselves what they are about, and what of a page is about one thing. */
const PARTS: { readonly [C in Command]?: Part<C> } = {
  'ec2 describe-vpc-attribute': (page, [vpcId, attribute = '']) =>
    page.VpcId === vpcId && `E${attribute.slice(1)}` in page ? page : undefined,
  'elbv2 describe-listeners': ({ Listeners = [] }, [arn], named) => {
    const own = Listeners.filter(({ LoadBalancerArn }) => LoadBalancerArn === arn);
    return named || own.length > 0 ? { Listeners: own } : undefined;
  },
  'elbv2 describe-rules': ({ Rules = [] }, [arn], named) => {
    const own = Rules.filter(({ RuleArn }) => (listenerOf(RuleArn) ?? (named ? arn : undefined)) === arn);
    return named || own.length > 0 ? { Rules: own } : undefined;
  },
  'elbv2 describe-tags': ({ TagDescriptions = [] }, arns) => ({
    TagDescriptions: TagDescriptions.filter(({ ResourceArn = '' }) => arns.includes(ResourceArn)),
  }),
};

export const partOf = <C extends Command>(command: C): Part<C> | undefined => PARTS[command];

/** A rule's ARN is its listener's with an id more. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html */
function listenerOf(ruleArn = ''): string | undefined {
  const [, before, path] = /^(arn:.*:)listener-rule\/(.*)\/[^/]*$/.exec(ruleArn) ?? [];
  return path === undefined ? undefined : `${before}listener/${path}`;
}
