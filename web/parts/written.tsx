/** What people wrote, with the numbers of cases and dockets whole: `（2026）吉0721民初12号`, `前公（城）受案字〔2026〕1号`. */
const numbers = /([\p{Script=Han}（）()]{0,10}〔\d{4}〕\d+号|[（(]\d{4}[）)][\p{Script=Han}\d]{1,20}?号)/u;

export const Written = ({ text }: { readonly text: string }) =>
  text.split(numbers).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      // oxlint-disable-next-line react/no-array-index-key -- a part is known by its place in the text
      <span key={at} className="whole">
        {part}
      </span>
    ),
  );
