import AppLayout from '@cloudscape-design/components/app-layout';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Flashbar from '@cloudscape-design/components/flashbar';
import SideNavigation from '@cloudscape-design/components/side-navigation';
import { Suspense } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { useConnected } from './changes.ts';
import { Content, SkipLink } from './content.tsx';
import { LAB_PAGES } from './lab/pages.ts';
import { useWords } from './language.tsx';
import { NotificationsProvider, useNotifications } from './notifications.tsx';
import { useFollow } from './page-link.tsx';
import { RegionProvider } from './region.tsx';
import { PagePaths } from './resource-link.tsx';
import { ResourcePage } from './resource-page.tsx';
import { ResourceTable } from './resource-table.tsx';
import { EDIT_PAGES, RESOURCES } from './resources.ts';
import { TopBar } from './top-bar.tsx';

const PATHS: ReadonlySet<string> = new Set(RESOURCES.map(({ path }) => path));

export function App() {
  return (
    <RegionProvider>
      <NotificationsProvider>
        <div id="top">
          <SkipLink />
          <TopBar />
        </div>
        <Layout />
      </NotificationsProvider>
    </RegionProvider>
  );
}

function Layout() {
  const { items } = useNotifications();
  const connected = useConnected();
  const away = {
    id: 'away',
    type: 'warning' as const,
    content: 'The local AWS does not answer. What is shown is as it was; breakfix up starts it again.',
  };
  return (
    <AppLayout
      headerSelector="#top"
      toolsHide
      navigation={<Navigation />}
      breadcrumbs={<Breadcrumbs />}
      notifications={<Flashbar items={[...(connected ? [] : [away]), ...items]} stackItems />}
      contentType="table"
      content={
        <Content>
          <Suspense>
            <PagePaths value={PATHS}>
              <Pages />
            </PagePaths>
          </Suspense>
        </Content>
      }
      ariaLabels={{
        navigation: 'Services',
        navigationClose: 'Close navigation',
        navigationToggle: 'Open navigation',
        notifications: 'Notifications',
      }}
    />
  );
}

function Pages() {
  return (
    <Routes>
      {RESOURCES.map((resource) => (
        <Route key={resource.path} path={resource.path}>
          <Route index element={<ResourceTable key={resource.path} resource={resource} />} />
          <Route path=":id" element={<ResourcePage key={resource.path} resource={resource} />} />
        </Route>
      ))}
      {EDIT_PAGES.map(({ path, Page }) => (
        <Route key={path} path={path} element={<Page />} />
      ))}
      {LAB_PAGES.map(({ path, Page, Of }) => (
        <Route key={path} path={path}>
          <Route index element={<Page />} />
          {Of ? <Route path=":id" element={<Of />} /> : null}
        </Route>
      ))}
      <Route path="*" element={<Navigate to="/lab/cases" replace />} />
    </Routes>
  );
}

function Navigation() {
  const { hrefOf, follow } = useFollow();
  const { pathname } = useLocation();
  const words = useWords();
  const titles = [...new Set(RESOURCES.map(({ section }) => section))];
  const active = [...LAB_PAGES, ...RESOURCES].find(({ path }) => pathname.startsWith(`/${path}`));
  const lab = {
    type: 'section' as const,
    text: words.lab,
    items: LAB_PAGES.map(({ path, name }) => ({ type: 'link' as const, text: words[name], href: hrefOf(path) })),
  };
  const sections = titles.map((text) => ({
    type: 'section' as const,
    text,
    items: RESOURCES.filter(({ section }) => section === text).map(({ many, path }) => ({
      type: 'link' as const,
      text: many,
      href: hrefOf(path),
    })),
  }));
  return (
    <SideNavigation
      header={{ text: 'Local AWS', href: hrefOf('') }}
      activeHref={hrefOf(active?.path ?? pathname.slice(1))}
      onFollow={follow}
      items={[lab, ...sections]}
    />
  );
}

/** The consoles of AWS in which the pages are found there, by the first part of their paths. */
const SERVICES: Readonly<Record<string, string>> = {
  vpc: 'VPC',
  ec2: 'EC2',
  elb: 'EC2',
  cloudformation: 'CloudFormation',
  reachability: 'Network Manager',
};

const serviceOf = (path: string) => SERVICES[path.split('/')[0] ?? ''] ?? '';

/** The way from the service over the kind of resource to the one that is shown, which names the page, too. */
function Breadcrumbs() {
  const { hrefOf, follow } = useFollow();
  const { pathname } = useLocation();
  const words = useWords();
  const shown = [
    ...LAB_PAGES.map(({ path, name }) => ({ path, service: words.lab, many: words[name] })),
    ...RESOURCES.map(({ path, many }) => ({ path, service: serviceOf(path), many })),
  ].find(({ path }) => pathname.startsWith(`/${path}`));
  if (!shown) return null;
  const { path, service, many } = shown;
  const [id] = pathname.slice(path.length + 2).split('/');
  const one = EDIT_PAGES.find((page) => pathname === `/${page.path}`)?.name ?? (id && decodeURIComponent(id));
  return (
    <>
      <title>{one ? `${one} · ${many}` : many}</title>
      <BreadcrumbGroup
        items={[
          { text: service, href: hrefOf(path) },
          { text: many, href: hrefOf(path) },
          ...(one ? [{ text: one, href: hrefOf(`${path}/${id}`) }] : []),
        ]}
        onFollow={follow}
        ariaLabel={words.breadcrumbs}
      />
    </>
  );
}
