/** A table whose caption is read aloud, the eye has the heading above it; its heads stay in sight. */
import type { ComponentProps } from 'react';

interface PlainTableProps extends ComponentProps<'table'> {
  readonly caption: string;
  readonly columns: readonly string[];
}

/** Its children are the rows. */
export const PlainTable = ({ caption, columns, className = '', children, ...table }: PlainTableProps) => (
  <table className={`plain-table ${className}`.trim()} {...table}>
    <caption className="only-read">{caption}</caption>
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column} scope="col">
            {column}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>{children}</tbody>
  </table>
);
