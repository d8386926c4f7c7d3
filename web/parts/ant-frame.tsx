/** Gives Ant Design the court's colours, letters and language; loaded only with the pages that use it. */
import { App, ConfigProvider, theme as antTheme } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';

import { useTheme } from '../preferences.js';
import '../styles/pages.css';
import { useLanguage } from '../texts/texts.js';

export const AntFrame = ({ children }: { readonly children: ReactNode }) => {
  const isDark = useTheme() === 'dark';
  const language = useLanguage();
  return (
    <ConfigProvider
      locale={language === 'zh' ? zhCN : enUS}
      theme={{
        algorithm: isDark ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm,
        token: {
          colorPrimary: isDark ? '#7DB3E8' : '#1F4E79',
          colorTextLightSolid: isDark ? '#14171A' : '#FFFFFF',
          colorBgBase: isDark ? '#14171A' : '#FFFFFF',
          colorTextBase: isDark ? '#E6E8EB' : '#1B1F23',
          colorLink: isDark ? '#7DB3E8' : '#1F4E79',
          // Red, orange and gold belong to alarms alone.
          colorError: isDark ? '#E6E8EB' : '#1B1F23',
          colorWarning: isDark ? '#7DB3E8' : '#1F4E79',
          colorSuccess: isDark ? '#7DB3E8' : '#1F4E79',
          borderRadius: 6,
          fontFamily: 'inherit',
          motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
        },
        components: { Table: { headerBg: 'transparent', cellPaddingBlockMD: 8 } },
      }}
    >
      <App component={false}>{children}</App>
    </ConfigProvider>
  );
};
