/**
 * What to do about AWS's errors, by their codes; the first that fits counts.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
const ADVICE: readonly (readonly [codes: RegExp, advice: string])[] = [
  [
    /LimitExceeded|^TooMany/,
    'Delete what is not needed any more. On the local AWS, breakfix up --quota raises a quota; on AWS, Service Quotas does.',
  ],
  [
    /NotFound(Exception)?$|^NoSuch/,
    'It may have been deleted in the meantime, or be in another Region: choose the Region above, or load this page again.',
  ],
  [
    /^DependencyViolation$|InUse$|^OperationNotPermitted$/,
    'Something still uses it, or protects it. Its own page shows what: detach, disassociate or delete that first.',
  ],
  [
    /^(RouteAlreadyExists|NetworkAclEntryAlreadyExists)$|Permission\.Duplicate$/,
    'There is one for the same traffic already: change that one, or delete it first.',
  ],
  [/AlreadyAssociated$/, 'It is in use elsewhere: disassociate or detach it there first.'],
  [/^Gateway\.NotAttached$/, 'Attach the gateway to this VPC first.'],
  [/^Invalid(Subnet|Vpc)\.(Conflict|Range)$/, 'Choose a block within that of the VPC that no other subnet has.'],
  [/Duplicate|AlreadyExists/, 'There is one of that name already: choose another name, or change that one.'],
  [/IncorrectState|^Incorrect/, 'Its state does not allow it now: wait until that changes, or change it first.'],
  [/^(UnsupportedOperation|NotEmulated|InvalidAction)/, 'It cannot be done this way: the message says what can.'],
  [/^(Missing|Invalid|Validation|Malformed)/, 'Change the field that the message names, and try again.'],
];

/** What somebody can do about an error of that code; undefined where only its message helps. */
export const adviceOn = (code: string): string | undefined => ADVICE.find(([codes]) => codes.test(code))?.[1];
