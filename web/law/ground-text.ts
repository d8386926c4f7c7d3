/** A measure's ground in English: the law's own data cite it in Chinese, as the forms for the police print it. Pure. */
const titles: Readonly<Record<string, string>> = {
  '《实施办法》': 'Measures',
  '《最高人民法院关于人民法院司法警察依法履行职权的规定》': 'SPC Rules on the duties of the judicial police',
  '《民事诉讼法》': 'Civil Procedure Law',
  '《刑事诉讼法》': 'Criminal Procedure Law',
  '《行政诉讼法》': 'Administrative Procedure Law',
  民诉法解释: 'SPC Interpretation of the Civil Procedure Law',
  刑诉法解释: 'SPC Interpretation of the Criminal Procedure Law',
  '《人民法院法庭规则》': "Court Rules of the People's Courts",
  安全检查规则: 'Rules on security checks',
  '《治安管理处罚法》': 'Public Security Administration Punishments Law',
  '《法官法》': 'Judges Law',
  前郭县法院工作情况报告: 'Report on the work of the Qianguo County court',
};

const notes: Readonly<Record<string, string>> = {
  审判区域: 'trial area',
  '仅制止、控制、保存证据、移送': 'only stopping, control, keeping evidence, handing over',
  '约谈制度；无强制到场权': 'talks; nobody can be made to come',
};

const digits = '零一二三四五六七八九';

/** 一百一十四 → 114 */
const numberOf = (written: string): number => {
  let sum = 0;
  let digit = 0;
  for (const character of written) {
    if (character === '百') sum += digit * 100;
    else if (character === '十') sum += (digit === 0 ? 1 : digit) * 10;
    else digit = digits.indexOf(character);
    if (character === '百' || character === '十') digit = 0;
  }
  return sum + digit;
};

const articleOf = (written: string): string => {
  const [article = '', paragraph] = [...written.matchAll(/第([零一二三四五六七八九十百]+)[条款]/g)].map(
    (found) => String(numberOf(found[1] ?? '')),
  );
  return paragraph === undefined ? article : `${article} paragraph ${paragraph}`;
};

const articlesOf = (written: string | undefined): string => {
  if (written === undefined) return '';
  const list = written.split('、').map(articleOf);
  return `, ${list.length > 1 ? 'Articles' : 'Article'} ${list.join(', ')}`;
};

const noteOf = (written: string | undefined): string =>
  written === undefined ? '' : ` (${notes[written] ?? written})`;

/** What the data say within a sentence, where it begins a line. */
export const begun = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** One that is not known here, as of a newer law, stays as it is cited. */
export const groundText = (cited: string, language: 'zh' | 'en'): string => {
  if (language === 'zh') return cited;
  const parts = /^(?<title>《[^》]+》|[^第（]+)(?<articles>第[^（]+)?(?:（(?<note>.+)）)?$/.exec(
    cited,
  )?.groups;
  const title = titles[parts?.['title'] ?? ''];
  if (parts === undefined || title === undefined) return cited;
  return `${title}${articlesOf(parts['articles'])}${noteOf(parts['note'])}`;
};

/** 20(一) → 20(1) */
export const articleText = (article: string, language: 'zh' | 'en'): string =>
  language === 'zh'
    ? article
    : article.replaceAll(/\(([一二三四五六七八九十]+)\)/g, (_, item: string) => `(${numberOf(item)})`);
