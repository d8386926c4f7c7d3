/** Parts of one line with dots between them: each stays whole while the line has room for it, its dot with it. */
import { Children, Fragment, type ReactNode } from 'react';

export const Dotted = ({ children }: { readonly children: ReactNode }) => {
  const parts = Children.toArray(children).filter((part) => part !== '');
  return parts.map((part, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- a part is known by its place in the line
    <Fragment key={at}>
      <span className="whole">
        {part}
        {at === parts.length - 1 ? '' : ' ·'}
      </span>{' '}
    </Fragment>
  ));
};
