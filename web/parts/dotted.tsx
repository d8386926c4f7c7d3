/** Parts of one line with dots between them: each stays whole while the line has room for it, and no line begins or ends with a dot. */
import { Children, type ReactNode } from 'react';

export const Dotted = ({ children }: { readonly children: ReactNode }) => (
  <span className="dotted">
    {Children.toArray(children)
      .filter((part) => part !== '')
      .map((part, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a part is known by its place in the line
        <span key={at}>{part}</span>
      ))}
  </span>
);
