import type { Capability, Parameter, Tag } from '@aws-sdk/client-cloudformation';
import type { Region } from '../state.ts';
import { checkCapabilities } from './capability.ts';
import type { Environment } from './environment.ts';
import type { Json } from './json.ts';
import { describedParameters, parameterValues } from './parameters.ts';
import type { StackRecord, StackSource } from './records.ts';
import type { Template } from './template.ts';
import { validTemplate } from './template-validation.ts';
import { validationError } from './validation-error.ts';

/** The part that requests to create, update or plan a stack share. */
interface StackRequest {
  TemplateBody?: string | undefined;
  TemplateURL?: string | undefined;
  UsePreviousTemplate?: boolean | undefined;
  Parameters?: Parameter[] | undefined;
  Tags?: Tag[] | undefined;
  NotificationARNs?: string[] | undefined;
  Capabilities?: Capability[] | undefined;
  ResourceTypes?: string[] | undefined;
  /** Of requests for a change set. */
  ChangeSetName?: string | undefined;
}

/** A request that has been found valid: what the stack is to be made from, and what that means. */
interface Prepared {
  readonly source: StackSource;
  readonly template: Template;
  readonly parameters: Readonly<Record<string, Json>>;
}

/** Reads template, parameters and tags of a request. An update that leaves out the tags keeps the stack's. */
export function prepare(region: Region, environment: Environment, stack: StackRecord, request: StackRequest): Prepared {
  const template = validTemplate(templateText(stack, request));
  checkCapabilities(template, request.Capabilities, { changeSet: request.ChangeSetName !== undefined });
  checkResourceTypes(template, request.ResourceTypes);
  checkTags(request.Tags ?? []);
  const { Parameters: given, Tags = stack.Tags, NotificationARNs = stack.NotificationARNs } = request;
  const parameters = parameterValues(template, given, stack.parameterTexts, region, environment.ssmParameters);
  const source: StackSource = {
    template: template.text,
    parameterTexts: { ...parameters.texts },
    Parameters: describedParameters(template, parameters),
    Tags,
    NotificationARNs,
    Capabilities: request.Capabilities,
    Description: template.description,
  };
  return { source, template, parameters: parameters.values };
}

function templateText(stack: StackRecord, { TemplateBody, UsePreviousTemplate, TemplateURL }: StackRequest): string {
  if (UsePreviousTemplate) return stack.template;
  return givenTemplate({ TemplateBody, TemplateURL });
}

/** The template that a request carries. There is no S3 here to fetch one from. */
export function givenTemplate({
  TemplateBody,
  TemplateURL,
}: Pick<StackRequest, 'TemplateBody' | 'TemplateURL'>): string {
  if (TemplateURL !== undefined) {
    throw validationError(
      'The local AWS does not emulate TemplateURL: it has no S3. Pass the template itself in TemplateBody (at most 51,200 bytes).',
    );
  }
  if (TemplateBody === undefined) throw validationError('Either Template URL or Template Body must be specified.');
  return TemplateBody;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html: a list such as `AWS::EC2::*`. */
function checkResourceTypes({ resources }: Template, allowed: readonly string[] = []): void {
  if (allowed.length === 0) return;
  const covers = (type: string) => (each: string) =>
    each.endsWith('*') ? type.startsWith(each.slice(0, -1)) : each === type;
  const other = Object.values(resources).find(({ Type }) => !allowed.some(covers(Type)));
  if (!other) return;
  throw validationError(
    `Resource type ${other.Type} is not allowed by parameter ResourceTypes [${allowed.join(', ')}]`,
  );
}

function checkTags(tags: readonly Tag[]): void {
  if (tags.some(({ Key = '' }) => Key.toLowerCase().startsWith('aws:'))) {
    throw validationError('aws: prefixed tag key names are not allowed for external use.');
  }
}

/** What a stored source means, read again. */
export function reread(region: Region, environment: Environment, source: StackSource): Prepared {
  const template = validTemplate(source.template);
  const given = Object.entries(source.parameterTexts).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  }));
  return {
    source,
    template,
    parameters: parameterValues(template, given, {}, region, environment.ssmParameters).values,
  };
}
