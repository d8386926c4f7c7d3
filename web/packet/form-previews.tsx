/** The forms of a packet before it is approved: what each lacks, and each as it will be printed. */
import { Button } from 'antd';
import { useState } from 'react';

import { Answer } from '../parts/answer.js';
import { sayOf, useLanguage, useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import type { FormEntry, List } from '../wire.js';

const never = (): boolean => false;

const Row = ({ form, onShow }: { readonly form: FormEntry; readonly onShow: () => void }) => {
  const say = useSay();
  const language = useLanguage();
  const lacks = form.missing.map((blank) => blank[language]).join(say('text.comma'));
  return (
    <li data-testid="form" data-form={form.name} data-missing={form.missing.length}>
      <Button type="link" onClick={onShow} data-testid="form-show">
        <span lang="zh">{form.title}</span>
      </Button>
      {language === 'zh' ? null : <span>{sayOf(say, 'form', form.name)} · </span>}
      <span className="quiet">
        {form.inside
          ? lacks === ''
            ? say('packet.form-whole')
            : `${say('packet.form-lacks')}${say('text.colon')}${lacks}`
          : say('packet.form-outside')}
      </span>
    </li>
  );
};

interface PreviewProps {
  readonly form: FormEntry;
  readonly address: string;
  readonly onClose: () => void;
}

/** Where the browser has no viewer of its own the frame would stay empty: there are the links alone. */
const Preview = ({ form, address, onClose }: PreviewProps) => {
  const say = useSay();
  const language = useLanguage();
  const [isRead, setRead] = useState(false);
  const title = language === 'zh' ? form.title : `${form.title} · ${sayOf(say, 'form', form.name)}`;
  const canShow = navigator.pdfViewerEnabled;
  return (
    <section aria-label={title} data-testid="form-preview">
      <h4>{say('packet.preview', { form: title })}</h4>
      <p className="choices">
        <a href={address} target="_blank" rel="noreferrer">
          {say('packet.form-window')}
        </a>
        <a href={address} download={`${form.name}.pdf`}>
          {say('packet.form-save')}
        </a>
        <Button onClick={onClose}>{say('packet.form-close')}</Button>
      </p>
      {canShow && isRead ? null : (
        <p className="quiet">
          <output>{say(canShow ? 'packet.form-loading' : 'packet.form-unshown')}</output>
        </p>
      )}
      {canShow ? (
        // oxlint-disable-next-line react/iframe-missing-sandbox -- no browser shows a PDF in a sandbox; it may run no script
        <iframe className="form-preview" title={title} src={address} onLoad={() => setRead(true)} />
      ) : null}
    </section>
  );
};

const Open = ({ packet }: { readonly packet: string }) => {
  const say = useSay();
  const language = useLanguage();
  const base = `/packets/${encodeURIComponent(packet)}/forms`;
  const forms = useFetched<List<FormEntry>>(base, never);
  const [shown, setShown] = useState<FormEntry>();
  return (
    <Answer of={forms}>
      {({ items }) => (
        <>
          <p className="quiet">
            {say('packet.forms-explain')}
            {language === 'zh' ? null : ` ${say('packet.form-official')}`}
          </p>
          <ul className="gaps" data-testid="forms">
            {items.map((form) => (
              <Row key={form.name} form={form} onShow={() => setShown(form)} />
            ))}
          </ul>
          {shown === undefined ? null : (
            <Preview
              key={shown.name}
              form={shown}
              address={`/api${base}/${shown.name}`}
              onClose={() => setShown(undefined)}
            />
          )}
        </>
      )}
    </Answer>
  );
};

/** Asked for only once it is opened: each preview that is looked at is an entry. */
export const FormPreviews = ({ packet }: { readonly packet: string }) => {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)} data-testid="form-previews">
      <summary>{say('packet.forms')}</summary>
      {isOpen ? <Open packet={packet} /> : null}
    </details>
  );
};
