/** The law that something was found or done under: mostly the one in force, else the version that was. */
import { useMemo } from 'react';

import { ofLaw, useReference, type LawReference } from '../reference.js';
import { useFetched } from '../use-fetched.js';
import type { LawCodes } from '../wire.js';

export const useLawOf = (version: string | undefined): LawReference => {
  const reference = useReference();
  const isOther =
    version !== undefined && reference.lawVersion !== undefined && version !== reference.lawVersion;
  const { value } = useFetched<LawCodes>(isOther ? `/law/versions/${encodeURIComponent(version)}` : null);
  const other = useMemo(() => ofLaw(value), [value]);
  return isOther ? other : reference;
};
