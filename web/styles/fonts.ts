/** Noto Sans SC from the console itself; the browser takes only the pieces it has no letters for. */
import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-sans-sc/700.css';
