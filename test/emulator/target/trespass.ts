import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';

/** Ids that AWS has given to nobody: tests ask for them to be told that they do not exist. */
const NOBODYS = /^(0123456789abcdef\d*|0+\d?|f+|[0-9a-f]{0,7})$/;

const ID = /^([a-z]+(?:-[a-z]+)*)-([0-9a-f]+)$/;

/** What is one for the whole account or Region, and so nobody's to try out. */
const SHARED =
  /BlockPublicAccess|EbsEncryption|EbsDefault|MetadataDefaults|CreateDefault(Vpc|Subnet)|AccountAttribute|SerialConsole/;

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
          else for (const id of idsIn(answer.output)) this.#own.add(id);
          return answer;
        },
      { step: 'initialize', priority: 'high', name: 'keep off what is not ours' },
    );
  }

  #check(command: string, input: unknown): void {
    if (SHARED.test(command)) this.#leaveOut(`${command} would change the whole account`);
    const foreign = idsIn(input).find((id) => !this.#own.has(id) && !NOBODYS.test(ID.exec(id)?.[2] ?? ''));
    if (foreign) this.#leaveOut(`${command} would change ${foreign}, which the tests have not made`);
  }

  /** What belongs to something of ours is ours: the main route table of a VPC, the interface of an instance. */
  #recognise(output: unknown): void {
    if (Array.isArray(output)) for (const each of output) this.#recognise(each);
    else if (typeof output === 'object' && output !== null) {
      const ids = Object.values(output).filter((value): value is string => typeof value === 'string' && ID.test(value));
      if (ids.some((id) => /^(vpc|i|eni)-/.test(id) && this.#own.has(id))) for (const id of ids) this.#own.add(id);
      for (const value of Object.values(output)) this.#recognise(value);
    }
  }
}

/** Every text in a value that has the form of a resource's id, but for images and zones, which are everybody's. */
function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return ID.test(value) && !/^(ami|aki|ari|snap|pl|dopt)-/.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(idsIn);
}
