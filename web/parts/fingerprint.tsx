/** A fingerprint as people read it to each other over the telephone, whole and as the cover sheet prints it. */

/** Two lines of four groups of eight digits: as many as an eye or a voice keeps together. */
const lines = /(?:.{8}){1,4}/g;

export const Fingerprint = ({ of }: { readonly of: string }) => (
  <code className="fingerprint" data-testid="fingerprint">
    {of.match(lines)?.map((line) => (
      <span key={line}>{line.match(/.{8}/g)?.join(' ')}</span>
    ))}
  </code>
);
