/** How a browser may present an exhibit: a stranger's file must never act as a page of ours. */
const playable = /^(audio|video)\/[\w.+-]+$|^image\/(png|jpeg)$/;

export interface Presentation {
  readonly 'Content-Type': string;
  readonly 'Content-Disposition': string;
}

/** @param mime as its maker called it; what is not sound, film or picture is only bytes */
export function presentationOf(mime: string, name: string, isTrusted: boolean): Presentation {
  const [type = ''] = mime.toLowerCase().split(';', 1);
  const isInline = isTrusted && playable.test(type.trim());
  return {
    'Content-Type': isInline ? type.trim() : 'application/octet-stream',
    'Content-Disposition': `${isInline ? 'inline' : 'attachment'}; ${fileNameOf(name)}`,
  };
}

/** RFC 6266 and RFC 8187: ASCII for old readers, UTF-8 for the others. */
function fileNameOf(name: string): string {
  const safe = safeName(name);
  const ascii = safe.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(safe).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** Nothing that leads out of a folder, hides an ending or ends a header. */
export function safeName(name: string): string {
  const plain = name
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[/\\:*?"<>|]/g, '_')
    .replace(/^[. ]+/, '')
    .slice(0, 150)
    .toWellFormed()
    .replace(/[. ]+$/, '');
  return plain === '' ? 'evidence' : plain;
}
