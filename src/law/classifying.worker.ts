/** A thread that reads what people wrote: a long report takes the classifier a third of a second. */
import { classify, type Classification, type Report } from './classification.js';

export default function classifyReport(report: Report): Classification {
  return classify(report);
}
