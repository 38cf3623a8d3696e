import type { Region } from '../state.ts';
import { accountDefaults, setAccountDefaults } from './account-defaults.ts';
import type { Ec2Operations } from './operations.ts';

/** Whether the account's users may reach the serial consoles of its instances. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configure-access-to-serial-console.html */
export const operations = {
  GetSerialConsoleAccessStatus: (region) => ({
    SerialConsoleAccessEnabled: accountDefaults(region).serialConsole ?? false,
    ManagedBy: 'account' as const,
  }),

  EnableSerialConsoleAccess: (region) => allow(region, true),

  DisableSerialConsoleAccess: (region) => allow(region, false),
} satisfies Ec2Operations;

function allow(region: Region, on: boolean) {
  setAccountDefaults(region, { serialConsole: on });
  return { SerialConsoleAccessEnabled: on };
}
