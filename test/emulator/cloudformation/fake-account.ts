import type { CloudFormationOperations } from '../../../emulator/cloudformation/operations.ts';
import type { StackRecord } from '../../../emulator/cloudformation/records.ts';
import { cloudFormation } from '../../../emulator/cloudformation/service.ts';
import { AwsError } from '../../../emulator/error.ts';
import type { ResourceType } from '../../../emulator/resource-type.ts';
import { State } from '../../../emulator/state.ts';
import { NETWORK } from './network.ts';

/** What happens to a fake resource: `create Vpc vpc-1`. */
type Verb = 'create' | 'update' | 'delete';

type Name = keyof CloudFormationOperations;
type Handler<N extends Name> = NonNullable<CloudFormationOperations[N]>;

/** Errors to throw, by verb and logical or physical id, such as `create Subnet`. */
class Faults {
  readonly #faults = new Map<string, { error: AwsError; until: string | undefined }>();
  readonly #log: readonly string[];

  constructor(log: readonly string[]) {
    this.#log = log;
  }

  /** Throws the error whenever that is done, or only until something else has been done. */
  set(what: string, error: AwsError, until?: string): void {
    this.#faults.set(what, { error, until });
  }

  clear(): void {
    this.#faults.clear();
  }

  /** What to throw when this is done. */
  of(what: string): AwsError | undefined {
    const { error, until } = this.#faults.get(what) ?? {};
    return until !== undefined && this.#log.includes(until) ? undefined : error;
  }
}

/** CloudFormation over resource types that only keep their properties, with a log, and errors on demand. */
export class FakeAccount {
  readonly state = new State({ accountId: '111122223333', furnish: () => {} });
  /** What was done, in order. */
  readonly log: string[] = [];
  readonly faults = new Faults(this.log);
  readonly #operations = cloudFormation({
    resourceTypes: {
      'AWS::EC2::VPC': this.#fake('vpc'),
      'AWS::EC2::Subnet': this.#fake('subnet'),
      'AWS::EC2::InternetGateway': this.#fake('igw'),
      'AWS::EC2::SecurityGroup': this.#fake('sg'),
      'AWS::EC2::Instance': this.#fake('i'),
      'AWS::EC2::Route': { ...this.#fake('route'), update: undefined } as unknown as ResourceType,
    },
    ssmParameters: () => [{ Name: '/ami', Value: 'ami-1' }],
  });
  #made = 0;

  call<N extends Name>(name: N, input: Parameters<Handler<N>>[1]): ReturnType<Handler<N>> {
    const handler = this.#operations[name] as ((...args: unknown[]) => unknown) | undefined;
    return this.state.transaction('us-east-1', (region) => handler?.(region, input)) as ReturnType<Handler<N>>;
  }

  /** Creates the stack `lab`. */
  create(TemplateBody = NETWORK, more: object = {}) {
    return this.call('CreateStack', { StackName: 'lab', TemplateBody, ...more });
  }

  /** Updates the stack `lab`. */
  update(parameters: Record<string, string>, TemplateBody = NETWORK, more: object = {}) {
    const Parameters = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    }));
    return this.call('UpdateStack', { StackName: 'lab', TemplateBody, Parameters, ...more });
  }

  stack(name = 'lab'): StackRecord {
    return this.call('DescribeStacks', { StackName: name }).Stacks?.[0] as StackRecord;
  }

  /** The events of the last operation, oldest first: `Vpc CREATE_COMPLETE`. */
  events(from: string, name = 'lab'): string[] {
    const events = (
      this.call('DescribeStackEvents', { StackName: this.stack(name).StackId }).StackEvents ?? []
    ).reverse();
    const lines = events.map((event) => `${event.LogicalResourceId} ${event.ResourceStatus}`);
    return lines.slice(lines.lastIndexOf(from));
  }

  #fake(prefix: string): ResourceType {
    const act = (verb: Verb, ...names: string[]) => {
      this.log.push([verb, ...names].join(' '));
      for (const name of names) {
        const fault = this.faults.of(`${verb} ${name}`);
        if (fault) throw fault;
      }
    };
    return {
      create: (region, properties, { logicalId }) => {
        this.#made += 1;
        const id = `${prefix}-${this.#made}`;
        region.clientTokens.put(id, { operation: prefix, input: '', output: properties });
        act('create', logicalId, id);
        return id;
      },
      update: (region, id, properties) => {
        region.clientTokens.put(id, { operation: prefix, input: '', output: properties });
        act('update', id);
      },
      delete: (region, id) => {
        region.clientTokens.delete(id);
        act('delete', id);
      },
      attributes: (region, id) => ({ ...region.clientTokens.get(id)?.output, Fixed: id.toUpperCase() }),
    };
  }

  /** Ids of the fake resources that exist. */
  ids(): string[] {
    const { state } = this;
    return [...state.records()].flatMap(({ collection, id }) => (collection === 'clientTokens' ? [id] : []));
  }

  properties(id: string): object | undefined {
    return this.state.transaction('us-east-1', (region) => region.clientTokens.get(id)?.output);
  }
}

export const refused = (code: string, message: string) => new AwsError(code, message);

export const CONFLICT = refused('InvalidSubnet.Conflict', "The CIDR '10.0.0.0/16' conflicts with another subnet");
