/** A thread that reads what people wrote: a long report takes the classifier a third of a second. */
import { classify, type Classification, type Report } from './classification.js';
import type { Law } from './code-table.js';

/** @param law a newer one than the console was shipped with */
export default function classifyReport({ law, ...report }: Report & { readonly law?: Law }): Classification {
  return classify(report, law);
}
