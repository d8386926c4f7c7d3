/** What people wrote; a number in it is broken over no two lines. */
import { useSay } from '../texts/texts.js';
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

/** What a fact quotes; it begins a line of its own rather than being torn. */
export const Quoted = ({ texts }: { readonly texts: readonly string[] }) => {
  const say = useSay();
  return texts.length === 0 ? null : (
    <>
      <wbr />
      <q>
        <Written text={texts.join(say('text.comma'))} />
      </q>
    </>
  );
};
