/** The guard board as a page of its own, with its styles. */
import '../styles/board.css';

export { BoardPage as default } from './board-page.js';
