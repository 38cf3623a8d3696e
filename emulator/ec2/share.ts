import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../error.ts';
import { invalid, required } from './kind.ts';

/** Who else may use a snapshot or an image: everybody, an account, or an organization or a unit of one. */
interface Permission {
  Group?: 'all' | undefined;
  UserId?: string | undefined;
  OrganizationArn?: string | undefined;
  OrganizationalUnitArn?: string | undefined;
}

interface Asked<P> {
  readonly add: readonly P[];
  readonly remove: readonly P[];
}

/** What a request asks for, in its newer form or its older one; AWS's error for what cannot be given. */
export function permissionsAsked<P extends Permission>(
  changes: { Add?: P[] | undefined; Remove?: P[] | undefined } | undefined,
  operation: string | undefined,
  named: readonly P[],
): Asked<P> {
  const { Add = [], Remove = [] } = changes ?? {};
  if (named.length > 0 && operation !== 'add' && operation !== 'remove') {
    const given = required(operation, 'OperationType');
    throw invalid(`Value (${given}) for parameter operationType is invalid. Unknown operation type.`);
  }
  const add = [...Add, ...(operation === 'add' ? named : [])];
  const remove = [...Remove, ...(operation === 'remove' ? named : [])];
  if (add.length + remove.length === 0) {
    throw new AwsError('InvalidParameterCombination', 'No attributes specified.');
  }
  for (const each of [...add, ...remove]) checkPermission(each);
  return { add, remove };
}

function checkPermission({ Group, UserId, OrganizationArn, OrganizationalUnitArn }: Permission): void {
  const wrong = (value: string, type: string) =>
    new AwsError('InvalidAMIAttributeItemValue', `Invalid attribute item value "${value}" for ${type} item type.`);
  if (Group !== undefined && Group !== 'all') throw wrong(Group, 'group');
  if (UserId !== undefined && !/^\d{12}$/.test(UserId)) throw wrong(UserId, 'userId');
  if (OrganizationArn !== undefined && !/^arn:aws[\w-]*:organizations::\d{12}:organization\/o-/.test(OrganizationArn)) {
    throw wrong(OrganizationArn, 'organizationArn');
  }
  if (
    OrganizationalUnitArn !== undefined &&
    !/^arn:aws[\w-]*:organizations::\d{12}:ou\/o-/.test(OrganizationalUnitArn)
  ) {
    throw wrong(OrganizationalUnitArn, 'organizationalUnitArn');
  }
}

/** The permissions after a change: each is there once, and what is not there is taken away without complaint. */
export function withPermissions<P extends Permission>(before: readonly P[], { add, remove }: Asked<P>): P[] {
  const has = (all: readonly P[], one: P) => all.some((each) => isDeepStrictEqual(each, one));
  const kept = before.filter((each) => !has(remove, each));
  return [...kept, ...add.filter((each, index) => !has(kept, each) && !has(add.slice(0, index), each))];
}

export const isPublic = (permissions: readonly Permission[]): boolean =>
  permissions.some(({ Group }) => Group === 'all');
