import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';

/** Ids that AWS has given to nobody: tests ask for them to be told that they do not exist. */
const NOBODYS = /^(0123456789abcdef\d*|0+\d?|f+|[0-9a-f]{0,7})$/;

const ID = /^([a-z]+(?:-[a-z]+)*)-([0-9a-f]+)$/;

/** What is one for the whole account or Region, and so nobody's to try out. */
const SHARED =
  /BlockPublicAccess|EbsEncryption|EbsDefault|MetadataDefaults|CreateDefault(Vpc|Subnet)|AccountAttribute|SerialConsole/;

/** What is made of is everybody's: images and their snapshots, prefix lists, options. */
const EVERYBODYS = /^(ami|aki|ari|snap|pl|dopt)-/;

const MAKES_IMAGES = /^(Create|Copy|Register)(Image|Snapshots?)$/;
const CHANGES_IMAGES = /^(Delete|Deregister|Modify|Reset|Enable|Disable)\w*(Image|Snapshot)/;

const READS = /^(Describe|Get|Search|List)/;

/** Keeps tests from changing what they have not made: an account has other things in it. */
export class Trespass {
  readonly #own = new Set<string>();
  readonly #leaveOut: (reason: string) => never;

  constructor(leaveOut: (reason: string) => never) {
    this.#leaveOut = leaveOut;
  }

  prevent(client: EC2Client | ElasticLoadBalancingV2Client): void {
    const { middlewareStack } = client as EC2Client;
    middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          const command = commandName.replace(/Command$/, '');
          const reads = READS.test(command);
          if (!reads) this.#check(command, args.input);
          const answer = await next(args);
          if (reads) this.#recognise(answer.output);
          else this.#take(idsIn(answer.output).filter((id) => MAKES_IMAGES.test(command) || !EVERYBODYS.test(id)));
          return answer;
        },
      { step: 'initialize', priority: 'high', name: 'keep off what is not ours' },
    );
  }

  #check(command: string, input: unknown): void {
    if (SHARED.test(command)) this.#leaveOut(`${command} would change the whole account`);
    const ids = idsIn(input).filter((id) => CHANGES_IMAGES.test(command) || !EVERYBODYS.test(id));
    const foreign = ids.find((id) => !this.#own.has(id) && !NOBODYS.test(ID.exec(id)?.[2] ?? ''));
    if (foreign) this.#leaveOut(`${command} would change ${foreign}, which the tests have not made`);
  }

  #take(ids: readonly string[]): void {
    for (const id of ids) this.#own.add(id);
  }

  /** What belongs to something of ours is ours: the main route table of a VPC, the interface of an instance, an image's snapshots. */
  #recognise(output: unknown): void {
    if (Array.isArray(output)) for (const each of output) this.#recognise(each);
    else if (typeof output === 'object' && output !== null) {
      const ids = Object.values(output).filter((value): value is string => typeof value === 'string' && ID.test(value));
      const ours = (kind: RegExp) => ids.some((id) => kind.test(id) && this.#own.has(id));
      if (ours(/^(vpc|i|eni)-/)) this.#take(ids.filter((id) => !EVERYBODYS.test(id)));
      if (ours(/^ami-/) && 'BlockDeviceMappings' in output) this.#take(idsIn(output.BlockDeviceMappings));
      for (const value of Object.values(output)) this.#recognise(value);
    }
  }
}

/** Every text in a value that has the form of a resource's id. */
function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return ID.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(idsIn);
}
