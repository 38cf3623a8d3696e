/**
 * The Regions of the local AWS, which are those that an account has without opting in, with the short name that zone ids begin with
 * and the letters of their zones. https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
export const REGIONS: Record<string, { short: string; letters: string }> = {
  'us-east-1': { short: 'use1', letters: 'abcdef' },
  'us-east-2': { short: 'use2', letters: 'abc' },
  'us-west-1': { short: 'usw1', letters: 'ab' },
  'us-west-2': { short: 'usw2', letters: 'abcd' },
  'ca-central-1': { short: 'cac1', letters: 'abd' },
  'sa-east-1': { short: 'sae1', letters: 'abc' },
  'eu-central-1': { short: 'euc1', letters: 'abc' },
  'eu-west-1': { short: 'euw1', letters: 'abc' },
  'eu-west-2': { short: 'euw2', letters: 'abc' },
  'eu-west-3': { short: 'euw3', letters: 'abc' },
  'eu-north-1': { short: 'eun1', letters: 'abc' },
  'ap-south-1': { short: 'aps1', letters: 'abc' },
  'ap-northeast-1': { short: 'apne1', letters: 'acd' },
  'ap-northeast-2': { short: 'apne2', letters: 'abcd' },
  'ap-northeast-3': { short: 'apne3', letters: 'abc' },
  'ap-southeast-1': { short: 'apse1', letters: 'abc' },
  'ap-southeast-2': { short: 'apse2', letters: 'abc' },
};

export const regionNames = (): string[] => Object.keys(REGIONS).sort();

/** Whether the local AWS has a Region of this name. */
export const isRegion = (name: string): boolean => Object.hasOwn(REGIONS, name);
