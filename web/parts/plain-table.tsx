/** A table whose caption is read aloud; the eye has the heading above it. */
import type { ComponentProps } from 'react';

interface PlainTableProps extends ComponentProps<'table'> {
  readonly caption: string;
}

export const PlainTable = ({ caption, className = '', children, ...table }: PlainTableProps) => (
  <table className={`plain-table ${className}`.trim()} {...table}>
    <caption className="only-read">{caption}</caption>
    {children}
  </table>
);
