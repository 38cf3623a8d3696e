/** The tag that gives a resource its role in the lab. A replacement that carries it is as good as the original. */
export const ROLE_TAG = 'lab:role';

/** The tag that the lab's stack puts on all it creates: the scenario's id. */
export const SCENARIO_TAG = 'breakfix:scenario';

/** The stack's tag for the variant that was deployed. */
export const VARIANT_TAG = 'breakfix:variant';

/** The resources that play each role, by place name: ids, or ARNs for load balancers and target groups. */
export type Places = Readonly<Record<string, readonly string[]>>;

/** A place that is always there: every public address that is not the lab's own. */
export const INTERNET = 'internet';
