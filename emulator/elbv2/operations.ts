import type { Operations } from '../operation.ts';

export type Elbv2Operations = Operations<typeof import('@aws-sdk/client-elastic-load-balancing-v2')>;
