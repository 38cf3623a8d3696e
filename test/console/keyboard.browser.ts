import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { choose, focused, press, tabTo } from './keyboard.ts';

let lab: ConsoleLab;
beforeAll(async () => {
  lab = await startConsoleLab();
});
afterAll(() => lab?.close());

test('the first stop of a page is the way past its navigation, and a page that is gone to has the focus', async () => {
  const page = await lab.open('vpc/vpcs');
  const vpc = page.getByRole('link', { name: /^vpc-/ });
  const id = await vpc.innerText();
  await page.keyboard.press('Tab');
  await press(page, 'link', 'Skip to main content');
  await tabTo(page, 'combobox', 'Find your vpcs by attribute or tag');
  await press(page, 'link', id);
  await page.getByRole('heading', { level: 1, name: id }).waitFor();
  expect(await page.getByRole('main').locator('#content:focus').count()).toBe(1);
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('button "Actions"');
  expect(await page.title()).toBe(`${id} · Your VPCs`);
  await page.context().close();
});

test('a case is solved by the keyboard alone', async () => {
  const page = await lab.open('lab/cases');
  await page.getByRole('link', { name: 'Public in name only' }).waitFor();
  await press(page, 'link', 'Public in name only');
  await page.getByRole('heading', { level: 1, name: 'Public in name only' }).waitFor();
  await press(page, 'button', 'Deploy the lab');
  await page.getByRole('button', { name: 'Grade' }).waitFor();

  await press(page, 'link', 'Evidence of this case');
  await page.getByRole('heading', { name: 'Connect' }).waitFor();
  await choose(page, 'From', 'internet');
  await choose(page, 'To', 'web-a');
  await press(page, 'button', 'Connect');
  await page.getByText('Timed out, after 5 s').waitFor();

  const [table, subnet] = [await named('route-table', 'public-route-table'), await named('subnet', 'public-a')];
  await tabTo(page, 'link', 'Route tables', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: table }).waitFor();
  await press(page, 'link', table);
  await page.getByRole('heading', { level: 1, name: table }).waitFor();
  await tabTo(page, 'tab', 'Routes');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Edit subnet associations' }).waitFor();
  await press(page, 'link', 'Edit subnet associations');
  await page.getByRole('checkbox', { name: `Select ${subnet}` }).waitFor();
  await press(page, 'checkbox', `Select ${subnet}`, 'Space');
  await press(page, 'button', 'Save changes');
  await page.getByText(`The subnet associations of ${table} were saved.`).waitFor();

  await tabTo(page, 'link', 'Cases', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Public in name only' }).waitFor();
  await press(page, 'link', 'Public in name only');
  await page.getByRole('button', { name: 'Grade' }).waitFor();
  await press(page, 'button', 'Grade');
  await page.getByText('Quality of the fix: 100 of 100').waitFor();
  await page.getByText('Resolved').waitFor();

  // The answer is known, so that the way of a packet can be followed on the map.
  await tabTo(page, 'link', 'Your VPCs', 'Shift+Tab');
  await page.keyboard.press('Enter');
  const { Subnets } = await lab.ec2.describeSubnets({ SubnetIds: [subnet] });
  const vpc = Subnets?.[0]?.VpcId ?? '';
  await page.getByRole('link', { name: vpc }).waitFor();
  await press(page, 'link', vpc);
  await page.getByRole('heading', { name: 'Follow a packet' }).waitFor();
  await choose(page, 'From', 'The internet');
  await choose(page, 'To', 'web-a');
  await press(page, 'textbox', 'Port', 'ControlOrMeta+a');
  await page.keyboard.type('80');
  await tabTo(page, 'button', 'Follow', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByText('The connection opens.').waitFor();
  await press(page, 'link', 'web-a Instance · running');
  await page.getByRole('heading', { level: 1, name: await named('instance', 'web-a') }).waitFor();
  expect(page.errors).toEqual([]);
  await page.context().close();
});

/** The id of the one resource of a type that has this name. */
async function named(type: string, name: string): Promise<string> {
  const Filters = [
    { Name: 'resource-type', Values: [type] },
    { Name: 'key', Values: ['Name'] },
    { Name: 'value', Values: [name] },
  ];
  const { Tags = [] } = await lab.ec2.describeTags({ Filters });
  return Tags[0]?.ResourceId ?? '';
}
