/** A judge's own: the buttons of his rooms, and what he flagged. A page apart, since somebody may look at the other one. */
import { OwnButtons } from './own-buttons.js';
import { OwnCalls } from './own-calls.js';
import '../styles/judge.css';
import '../styles/pages.css';

const BenchPage = () => (
  <div className="page bench" data-testid="bench">
    <OwnButtons />
    <OwnCalls />
  </div>
);

export default BenchPage;
