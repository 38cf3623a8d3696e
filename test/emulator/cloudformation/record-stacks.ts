import type { CloudFormation, Stack } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect } from 'vitest';
import type { LocalAws } from '../../../emulator/local-aws.ts';
import { outputsOf, startStacks, statusOf } from '../stack.ts';

type Values = Record<string, unknown>;

/** Stacks of resources that are only records, which nothing but CloudFormation can be asked about. */
export class RecordStacks {
  #cloudformation!: CloudFormation;
  #aws!: LocalAws;
  #made = 0;

  constructor() {
    beforeAll(async () => {
      const { aws, cloudformation } = await startStacks({ vpcs: 50 });
      this.#cloudformation = cloudformation;
      this.#aws = aws;
    });
    afterAll(() => this.#aws.close());
  }

  /** The name of a stack that is still to be made. */
  name(): string {
    return `stack-${++this.#made}`;
  }

  /** Makes a stack, which must succeed, and answers its outputs. */
  async create(StackName: string, resources: Values, outputs: Values = {}): Promise<Record<string, string>> {
    await this.#call('createStack', StackName, resources, outputs);
    expect(await statusOf(this.#cloudformation, StackName)).toBe('CREATE_COMPLETE');
    return outputsOf(this.#cloudformation, StackName);
  }

  /** Changes a stack, which must succeed, and answers its outputs. */
  async update(StackName: string, resources: Values, outputs: Values = {}): Promise<Record<string, string>> {
    await this.#call('updateStack', StackName, resources, outputs);
    expect((await this.#stack(StackName)).StackStatus).toBe('UPDATE_COMPLETE');
    return outputsOf(this.#cloudformation, StackName);
  }

  async delete(StackName: string): Promise<void> {
    const { StackId } = await this.#stack(StackName);
    await this.#cloudformation.deleteStack({ StackName });
    const { Stacks } = await this.#cloudformation.describeStacks({ StackName: StackId });
    expect(Stacks?.[0]?.StackStatus).toBe('DELETE_COMPLETE');
  }

  /** Why a stack of these resources cannot be made: the status, and the reason of each resource that failed. */
  async refused(resources: Values): Promise<string> {
    const StackName = this.name();
    await this.#call('createStack', StackName, resources, {});
    const status = await statusOf(this.#cloudformation, StackName);
    expect(status).toMatch(/^ROLLBACK_COMPLETE\n/);
    return status;
  }

  /** Why a stack cannot be changed to these resources. */
  async refusedUpdate(StackName: string, resources: Values): Promise<string> {
    await this.#call('updateStack', StackName, resources, {});
    const status = await statusOf(this.#cloudformation, StackName);
    expect(status).toMatch(/^UPDATE_ROLLBACK_COMPLETE\n/);
    return status;
  }

  async #stack(StackName: string): Promise<Stack> {
    const { Stacks } = await this.#cloudformation.describeStacks({ StackName });
    return Stacks?.[0] ?? expect.unreachable();
  }

  async #call(verb: 'createStack' | 'updateStack', StackName: string, Resources: Values, outputs: Values) {
    const Outputs = Object.fromEntries(Object.entries(outputs).map(([id, Value]) => [id, { Value }]));
    const TemplateBody = JSON.stringify({ Resources, ...(Object.keys(outputs).length > 0 && { Outputs }) });
    const request = { StackName, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM' as const] };
    if (verb === 'createStack') await this.#cloudformation.createStack(request);
    else await this.#cloudformation.updateStack(request);
  }
}
