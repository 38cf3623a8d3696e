import { startLocalAws } from '../../emulator/local-aws.ts';

/** For the largest of the accounts that are measured. */
const ROOM = { 'network-interfaces': 20_000, 'standard-vcpus': 40_000 };

/** A local AWS in a process of its own, with a state folder or without one; any message asks for its memory in megabytes. */
const [home] = process.argv.slice(2);
const { url } = await startLocalAws({ port: 0, home, quotas: ROOM });
process.on('message', () => process.send?.({ megabytes: process.memoryUsage().rss / 2 ** 20 }));
process.on('disconnect', () => process.exit());
process.send?.({ url });
