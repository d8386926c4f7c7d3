/** What a gate's classes are called by who writes down what was found. Pure. */

/** Colloquial names; the first that fits holds. */
const classWords: Readonly<Record<string, RegExp>> = {
  gun: /枪|gun/i,
  explosive: /炸|爆|雷管|鞭炮|explosive/i,
  knife: /刀|匕首|剪|锥|knife/i,
  liquid: /汽油|酒精|液|油桶|liquid/i,
  powder: /粉|powder/i,
};

/** What a decision is about when it names no detection: its `item`, in a screener's words. */
export const classOfItem = (item: string | undefined): string | undefined =>
  item === undefined ? undefined : Object.entries(classWords).find(([, words]) => words.test(item))?.[0];
