/** A photograph, or a plain box that says so where its file shows nothing. */
import { useState } from 'react';

import { useSay } from '../texts/texts.js';

interface PictureProps {
  readonly src: string;
  readonly alt: string;
  readonly className: string;
}

export const Picture = ({ src, alt, className }: PictureProps) => {
  const say = useSay();
  /** the address that failed, so that another one is tried */
  const [failed, setFailed] = useState<string>();
  return failed === src ? (
    <p className="no-picture" data-testid="no-picture">
      {say('picture.none')}
    </p>
  ) : (
    <img className={className} src={src} alt={alt} onError={() => setFailed(src)} />
  );
};
