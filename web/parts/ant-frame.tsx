/** Gives Ant Design the court's colours, letters and language; loaded only with the pages that use it. */
import { App, ConfigProvider, theme as antTheme } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';

import { useTheme } from '../preferences.js';
import '../styles/pages.css';
import { useLanguage } from '../texts/texts.js';

const light = {
  accent: '#1F4E79',
  onAccent: '#FFFFFF',
  background: '#FFFFFF',
  surface: '#FFFFFF',
  text: '#1B1F23',
  quiet: '#454C54',
};
const dark = {
  accent: '#7DB3E8',
  onAccent: '#14171A',
  background: '#14171A',
  surface: '#1C2024',
  text: '#E6E8EB',
  quiet: '#ADB4BC',
};

const primaryOf = (accent: string) => ({
  colorPrimary: accent,
  colorPrimaryHover: accent,
  colorPrimaryActive: accent,
});

export const AntFrame = ({ children }: { readonly children: ReactNode }) => {
  const isDark = useTheme() === 'dark';
  const language = useLanguage();
  const ink = isDark ? dark : light;
  return (
    <ConfigProvider
      button={{ autoInsertSpace: false }}
      locale={language === 'zh' ? zhCN : enUS}
      theme={{
        algorithm: isDark ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm,
        token: {
          colorPrimary: ink.accent,
          colorTextLightSolid: ink.onAccent,
          colorBgBase: ink.background,
          // The algorithm would make its dark surfaces blue.
          colorBgContainer: ink.surface,
          colorBgElevated: ink.surface,
          colorTextBase: ink.text,
          colorLink: ink.accent,
          colorLinkHover: ink.accent,
          colorLinkActive: ink.accent,
          // What is said in a low voice is still read by tired eyes.
          colorTextPlaceholder: ink.quiet,
          // So is where a field or a box to tick begins (WCAG 1.4.11).
          colorBorder: ink.quiet,
          colorTextDescription: ink.quiet,
          colorTextTertiary: ink.quiet,
          colorTextDisabled: ink.quiet,
          // Red, orange and gold belong to alarms alone.
          colorError: ink.text,
          colorWarning: ink.accent,
          colorSuccess: ink.accent,
          borderRadius: 6,
          // As high as the page's own buttons and fields.
          controlHeight: 36,
          controlHeightSM: 28,
          fontFamily: 'inherit',
          motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
        },
        components: {
          // The algorithm would make the dark one duller than the page's own.
          Button: {
            ...primaryOf(ink.accent),
            contentFontSizeSM: 13,
            defaultBg: 'transparent',
            defaultColor: ink.accent,
            defaultBorderColor: ink.accent,
            defaultShadow: 'none',
            primaryShadow: 'none',
            dangerShadow: 'none',
          },
          Checkbox: primaryOf(ink.accent),
          Segmented: {
            trackBg: 'transparent',
            trackPadding: 0,
            itemColor: ink.text,
            itemSelectedBg: 'transparent',
            itemSelectedColor: ink.accent,
          },
          Descriptions: { itemPaddingBottom: 4 },
          Select: { colorTextQuaternary: ink.text },
          Tabs: {
            itemColor: ink.text,
            itemSelectedColor: ink.accent,
            inkBarColor: ink.accent,
            lineWidthBold: 3,
            horizontalItemGutter: 16,
            horizontalItemPadding: '11px 4px',
          },
          Table: { headerBg: 'transparent', headerSplitColor: 'transparent', cellPaddingBlockMD: 8 },
        },
      }}
    >
      <App component={false}>{children}</App>
    </ConfigProvider>
  );
};
