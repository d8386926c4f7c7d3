/** A report's text cut into clauses, in one plain spelling, with quoted speech marked. */

export interface Clause {
  /** one spelling: half width, lower case, digits as 0, without fillers */
  readonly text: string;
  /** per character, whether it stands in quotation marks */
  readonly quoted: readonly boolean[];
  /** the clause as people wrote it, for showing */
  readonly original: string;
  readonly endsSentence: boolean;
}

const fillers = new Set('嗯呃唔呣欸诶唉噢喔哎~～…·—-_*#'.split(''));
const sentenceEnds = new Set('。！？!?；;\n\r'.split(''));
const clauseEnds = new Set('，,、：:（）()【】[]《》<>／/|\t 　'.split(''));
const opening = new Set('“「『‘'.split(''));
const closing = new Set('”」』’'.split(''));

/** Traditional characters that reports in other spellings carry, as the lexicon writes them. */
const pairs =
  '門门車车刀刀槍枪證证據据書书記记審审長长員员號号話话電电騷骚擾扰罵骂殺杀燒烧傷伤頭头臉脸開开關关進进過过衝冲闖闯搶抢毀毁壞坏聲声鬧闹';
const simplified: ReadonlyMap<string, string> = new Map(
  Array.from({ length: pairs.length / 2 }, (_, at) => [pairs.charAt(2 * at), pairs.charAt(2 * at + 1)]),
);

/** Numbers that are names: police, fire, ambulance, the courts' hotline. */
const calls = new Set(['110', '119', '120', '12368']);
const closingHour = 18;

/** A run of digits is one number, 0, whatever it says; but for calls for help, and hours of the evening (夜0). */
export const spellNumber = (run: string, next = ''): string => {
  if (calls.has(run)) return run;
  const hour = Number(run.length > 2 ? run.slice(0, -2) : run);
  const isHour = '时点:：'.includes(next) && next !== '' && hour >= closingHour && hour <= 24;
  return isHour ? '夜0' : '0';
};

const spell = (char: string): string => {
  const at = char.charCodeAt(0);
  const half = at >= 0xff01 && at <= 0xff5e ? String.fromCharCode(at - 0xfee0) : char;
  return simplified.get(half) ?? half.toLowerCase();
};
const isDigit = (char: string): boolean => char >= '0' && char <= '9';

class Cutter {
  readonly clauses: Clause[] = [];
  #text: string[] = [];
  #quoted: boolean[] = [];
  #original: string[] = [];
  #digits = '';
  #depth = 0;

  take(char: string): void {
    if (this.#digits !== '' && !isDigit(spell(char))) this.#keepNumber(char);
    if (opening.has(char)) this.#depth = 1;
    else if (closing.has(char)) this.#depth = 0;
    else if (char === '"') this.#depth = 1 - this.#depth;
    else if (sentenceEnds.has(char)) return this.cut(true);
    else if (clauseEnds.has(char)) return this.cut(false);
    else if (!fillers.has(char)) this.#keep(char);
    return undefined;
  }

  #keep(char: string): void {
    const plain = spell(char);
    if (isDigit(plain)) this.#digits += plain;
    else this.#push(plain);
    this.#original.push(char);
  }

  #keepNumber(next: string): void {
    const number = spellNumber(this.#digits, next);
    this.#digits = '';
    // 18:30 and 1830 differ in nothing that matters here.
    if (number !== '0' || this.#text.at(-1) !== '0') this.#push(number);
  }

  #push(units: string): void {
    for (const unit of units) {
      this.#text.push(unit);
      this.#quoted.push(this.#depth > 0);
    }
  }

  cut(endsSentence: boolean): void {
    if (this.#digits !== '') this.#keepNumber('');
    if (this.#text.length > 0)
      this.clauses.push({
        text: this.#text.join(''),
        quoted: this.#quoted,
        original: this.#original.join(''),
        endsSentence,
      });
    this.#text = [];
    this.#quoted = [];
    this.#original = [];
  }
}

/** Linear in the text; a clause longer than `longest` is cut there. */
export const clausesOf = (text: string, longest = 80): Clause[] => {
  const cutter = new Cutter();
  let length = 0;
  for (const char of text) {
    const before = cutter.clauses.length;
    cutter.take(char);
    length = cutter.clauses.length === before ? length + 1 : 0;
    if (length >= longest) {
      cutter.cut(false);
      length = 0;
    }
  }
  cutter.cut(true);
  return cutter.clauses;
};
