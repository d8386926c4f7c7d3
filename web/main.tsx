/** Starts the pages in a browser. */
import { createRoot } from 'react-dom/client';

import { App } from './app.js';
import { applyTheme } from './preferences.js';
import './styles/base.css';
import './styles/frame.css';
import { startTexts, Texts } from './texts/texts.js';

applyTheme();
const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no place to be drawn in');
await startTexts();
createRoot(root).render(
  <Texts>
    <App />
  </Texts>,
);
