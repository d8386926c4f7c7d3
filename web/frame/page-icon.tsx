/** One small line drawing for each page. */
import type { PageName } from '../routes.js';

const paths: Readonly<Record<PageName, string>> = {
  board: 'M3 4h18v12H3zM8 20h8M12 16v4',
  wall: 'M2 4h20v14H2zM7 22h10M6 9h7M6 13h4M16 8v6',
  police: 'M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6z',
  incidents: 'M6 3h12v18H6zM9 8h6M9 12h6M9 16h3',
  report: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  evidence: 'M4 9v6M8 6v12M12 9v6M16 4v16M20 9v6',
  packets: 'M3 8l9-5 9 5v9l-9 5-9-5zM3 8l9 5 9-5M12 13v9',
  screening: 'M5 21V4h14v17M9 21v-9h6v9M5 8h14',
  recordings: 'M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5 11a7 7 0 0 0 14 0M12 18v3',
  interference: 'M6 10h12v11H6zM8 10V7a4 4 0 0 1 8 0v3M12 14v3',
  devices: 'M7 3h10v18H7zM11 17h2M10 7h4',
  drills: 'M4 21V4M4 5h13l-3 4 3 4H4M8 21h-8',
  plan: 'M3 5h18v14H3zM3 12h8M11 5v9M11 19v-2M15 12h6',
  timetable: 'M4 5h16v16H4zM4 10h16M8 3v4M16 3v4M8 14h3M8 17h6',
  policies:
    'M5 4h3l2 5-2 1a9 9 0 0 0 5 5l1-2 5 2v3a2 2 0 0 1-2 2A15 15 0 0 1 3 6a2 2 0 0 1 2-2zM15 4v5M19 4v5',
  rota: 'M4 5h16v15H4zM4 10h16M9 5v15M15 5v15M4 15h16',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.5-4 3-6 6.500-6s6 2 6.500 6M16 4.500a3.500 3.500 0 0 1 0 6.500M18 14c2 .6 3.200 2.500 3.500 6',
  upkeep: 'M4 4h16v6H4zM4 14h16v6H4zM7 7h.01M7 17h.01M11 7h6M11 17h6',
  figures: 'M4 20V4M4 20h17M8 20v-6M12 20V9M16 20v-8M20 20V6',
  officer: 'M8 2h8v20H8zM11 19h2M10 6h4M12 9v5M10 12h4',
  handover: 'M3 8h13M12 4l4 4-4 4M21 16H8M12 12l-4 4 4 4',
  replay: 'M4 5v5h5M4.5 10a8 8 0 1 1-.5 4M12 8v4l3 2',
  procedures: 'M4 6l2 2 3-4M4 13l2 2 3-4M4 20l2 2 3-4M12 6h8M12 13h8M12 20h8',
  judge:
    'M5 4h3l2 5-2 1a9 9 0 0 0 5 5l1-2 5 2v3a2 2 0 0 1-2 2A15 15 0 0 1 3 6a2 2 0 0 1 2-2zM14 3h7v6h-4l-2 2V9',
  bench: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12l3 3 5-6',
  law: 'M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11M9 8h6',
  account: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c1-5 4-7 8-7s7 2 8 7',
};

export const PageIcon = ({ page }: { readonly page: PageName }) => (
  <svg className="page-icon" viewBox="0 0 24 24" aria-hidden="true">
    <path
      d={paths[page]}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinejoin="round"
      strokeLinecap="round"
    />
  </svg>
);
