/** What people wrote; a number in it is broken over no two lines. */
import { piecesOf } from './whole-numbers.js';

export const Written = ({ text }: { readonly text: string }) =>
  piecesOf(text).map((piece, at) =>
    at % 2 === 0 ? (
      piece
    ) : (
      // oxlint-disable-next-line react/no-array-index-key -- a piece is known by its place in the text
      <span key={at} className="unbroken">
        {piece}
      </span>
    ),
  );
