/** What people wrote, cut so that the numbers of cases and dockets stay whole: `（2026）吉0721民初12号`, `前公（城）受案字〔2026〕1号`. Pure. */
const numbers = /([\p{Script=Han}（）()]{0,10}〔\d{4}〕\d+号|[（(]\d{4}[）)][\p{Script=Han}\d]{1,20}?号)/u;

/** Words and numbers by turns, words first. */
export const piecesOf = (text: string): readonly string[] => text.split(numbers);
