/** A press that asks for a file in the house's words: the browser's own button speaks the browser's language. */
import type { ReactNode } from 'react';

interface FileButtonProps {
  readonly children: ReactNode;
  /** as in HTML: endings and kinds; everything where it is left out */
  readonly accept?: string;
  readonly isDisabled?: boolean;
  /** why it is disabled: said in it */
  readonly title?: string;
  readonly 'data-testid': string;
  readonly onFile: (file: File) => void;
}

export const FileButton = ({ children, isDisabled = false, title, onFile, ...input }: FileButtonProps) => (
  <label className="button plain">
    {children}
    {isDisabled && title !== undefined ? <small>{title}</small> : null}
    <input
      {...input}
      type="file"
      className="only-read"
      disabled={isDisabled}
      onChange={({ target }) => {
        const [file] = target.files ?? [];
        // The same file can be chosen again.
        target.value = '';
        if (file !== undefined) onFile(file);
      }}
    />
  </label>
);
