import { expect, test } from 'vitest';
import { adviceOn } from '../../console/web/src/advice.ts';

test.each([
  ['DependencyViolation', 'Something still uses it'],
  ['InvalidNetworkInterface.InUse', 'Something still uses it'],
  ['ResourceInUse', 'Something still uses it'],
  ['RouteAlreadyExists', 'the same traffic'],
  ['InvalidPermission.Duplicate', 'the same traffic'],
  ['InvalidKeyPair.Duplicate', 'choose another name'],
  ['VpcLimitExceeded', '--quota'],
  ['RulesPerSecurityGroupLimitExceeded', '--quota'],
  ['InvalidGroup.NotFound', 'another Region'],
  ['NoSuchAssociation', 'another Region'],
  ['Resource.AlreadyAssociated', 'disassociate'],
  ['Gateway.NotAttached', 'Attach the gateway'],
  ['InvalidSubnet.Conflict', 'Choose a block'],
  ['IncorrectInstanceState', 'wait until'],
  ['InvalidParameterValue', 'the field that the message names'],
  ['ValidationError', 'the field that the message names'],
])('%s comes with what to do', (code, advice) => {
  expect(adviceOn(code)).toContain(advice);
});

test('what nobody knows a way out of comes with none', () => {
  expect(adviceOn('InternalError')).toBeUndefined();
});
