import type { ParameterDeclaration } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../error.ts';
import { capabilitiesOf } from './capability.ts';
import type { CloudFormationOperations } from './operations.ts';
import { givenTemplate } from './request.ts';
import { describedStack } from './stack-record.ts';
import type { Template } from './template.ts';
import { parseTemplateText } from './template-text.ts';
import { validTemplate } from './template-validation.ts';

/** Operations that read or check templates. */
export const templateOperations: CloudFormationOperations = {
  GetTemplate(region, input) {
    const { template, changeSets } = describedStack(region, input.StackName);
    const name = input.ChangeSetName;
    const changeSet = changeSets.find((each) => each.name === name || each.changeSetId === name);
    if (name !== undefined && !changeSet) {
      throw new AwsError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, 404);
    }
    const text = changeSet?.source.template ?? template;
    const processed = input.TemplateStage === 'Processed' && text !== '';
    return {
      TemplateBody: processed ? JSON.stringify(parseTemplateText(text), undefined, 2) : text,
      StagesAvailable: ['Original', 'Processed'],
    };
  },

  GetTemplateSummary(region, input) {
    const text =
      input.StackName === undefined ? givenTemplate(input) : describedStack(region, input.StackName).template;
    const template = validTemplate(text);
    return {
      Parameters: declarationsOf(template),
      Description: template.description,
      ResourceTypes: [...new Set(Object.values(template.resources).map((resource) => resource.Type))],
      Version: '2010-09-09',
      ...capabilitiesOf(template),
      ...(template.metadata !== undefined && { Metadata: JSON.stringify(template.metadata) }),
      ...(template.transforms.length > 0 && { DeclaredTransforms: template.transforms }),
    };
  },

  ValidateTemplate(_region, input) {
    const template = validTemplate(givenTemplate(input));
    return {
      Parameters: declarationsOf(template).map(({ ParameterKey, DefaultValue, NoEcho, Description }) => ({
        ...{ ParameterKey, DefaultValue, NoEcho, Description },
      })),
      Description: template.description,
      ...capabilitiesOf(template),
      ...(template.transforms.length > 0 && { DeclaredTransforms: template.transforms }),
    };
  },
};

function declarationsOf(template: Template): ParameterDeclaration[] {
  return Object.entries(template.parameters).map(([ParameterKey, definition]) => ({
    ParameterKey,
    ...(definition.Default !== undefined && { DefaultValue: String(definition.Default) }),
    ParameterType: definition.Type,
    NoEcho: String(definition.NoEcho) === 'true',
    Description: definition.Description,
    ParameterConstraints: definition.AllowedValues ? { AllowedValues: definition.AllowedValues.map(String) } : {},
  }));
}
