/** Language, theme, and the way out. */
import { memo } from 'react';

import { chooseTheme, useTheme } from '../preferences.js';
import { useSession } from '../session.js';
import { chooseLanguage, useLanguage, useSay } from '../texts/texts.js';

export const LanguageSwitch = () => {
  const say = useSay();
  const language = useLanguage();
  return (
    <button
      type="button"
      className="button quiet-button"
      data-testid="language-switch"
      lang={language === 'zh' ? 'en' : 'zh-CN'}
      onClick={() => void chooseLanguage(language === 'zh' ? 'en' : 'zh')}
    >
      {say('switch.language')}
    </button>
  );
};

export const ThemeSwitch = () => {
  const say = useSay();
  const theme = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <button
      type="button"
      className="button quiet-button"
      data-testid="theme-switch"
      onClick={() => chooseTheme(other)}
    >
      {say(`switch.${other}`)}
    </button>
  );
};

export const Switches = memo(({ onSignOut }: { readonly onSignOut: () => void }) => {
  const say = useSay();
  const { person } = useSession();
  return (
    <div className="switches">
      <LanguageSwitch />
      <ThemeSwitch />
      <span className="who">{person.name}</span>
      <button type="button" className="button quiet-button" data-testid="sign-out" onClick={onSignOut}>
        {say('sign.out')}
      </button>
    </div>
  );
});
