import type { Operations } from '../operation.ts';

export type Ec2Operations = Operations<typeof import('@aws-sdk/client-ec2')>;
