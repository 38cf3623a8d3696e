import TopNavigation from '@cloudscape-design/components/top-navigation';
import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useLanguage } from './language.tsx';
import { useClients } from './region.tsx';

/** The Regions that labs and their peers are in; an address may name any other. */
const REGIONS = ['us-east-1', 'us-east-2', 'us-west-2', 'ap-northeast-2', 'eu-west-1'];

const LANGUAGES = { en: 'English', ko: '한국어' } as const;

const MODE = 'breakfix.mode';

/** Light or dark: as chosen before, else as the system has it. */
function useMode(): [Mode, (mode: Mode) => void] {
  const [mode, setMode] = useState<Mode>(() => {
    const chosen = localStorage.getItem(MODE);
    const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    return dark ? Mode.Dark : Mode.Light;
  });
  useEffect(() => applyMode(mode), [mode]);
  return [
    mode,
    (next) => {
      localStorage.setItem(MODE, next);
      setMode(next);
    },
  ];
}

export function TopBar() {
  const navigate = useNavigate();
  const [, setSearch] = useSearchParams();
  const { region } = useClients();
  const { language, speak } = useLanguage();
  const [mode, setMode] = useMode();
  const other = mode === Mode.Dark ? Mode.Light : Mode.Dark;
  return (
    <TopNavigation
      identity={{
        href: '/console/',
        title: 'breakfix · local AWS',
        onFollow: (event) => {
          event.preventDefault();
          navigate('/');
        },
      }}
      utilities={[
        {
          type: 'menu-dropdown',
          text: region,
          ariaLabel: `Region ${region}`,
          items: [...new Set([...REGIONS, region])].map((id) => ({ id, text: id })),
          onItemClick: ({ detail }) => setSearch({ region: detail.id }),
        },
        {
          type: 'menu-dropdown',
          text: LANGUAGES[language],
          ariaLabel: LANGUAGES[language],
          items: Object.entries(LANGUAGES).map(([id, text]) => ({ id, text })),
          onItemClick: ({ detail }) => speak(detail.id === 'ko' ? 'ko' : 'en'),
        },
        {
          type: 'button',
          text: other === Mode.Dark ? 'Dark mode' : 'Light mode',
          onClick: () => setMode(other),
        },
      ]}
    />
  );
}
