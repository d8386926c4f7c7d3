/** The forms of a packet before it is approved: what each lacks, and each as it will be printed. */
import { Button } from 'antd';
import { useState } from 'react';

import { Answer } from '../parts/answer.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import type { FormEntry, List } from '../wire.js';

const never = (): boolean => false;

const Row = ({ form, onShow }: { readonly form: FormEntry; readonly onShow: () => void }) => {
  const say = useSay();
  const language = useLanguage();
  const lacks = form.missing.map((blank) => blank[language]).join(language === 'zh' ? '、' : ', ');
  return (
    <li data-testid="form" data-form={form.name} data-missing={form.missing.length}>
      <Button type="link" onClick={onShow} data-testid="form-show">
        {form.title}
      </Button>
      <span className="quiet">
        {form.inside
          ? lacks === ''
            ? say('packet.form-whole')
            : `${say('packet.form-lacks')}: ${lacks}`
          : say('packet.form-outside')}
      </span>
    </li>
  );
};

const Open = ({ packet }: { readonly packet: string }) => {
  const say = useSay();
  const base = `/packets/${encodeURIComponent(packet)}/forms`;
  const forms = useFetched<List<FormEntry>>(base, never);
  const [shown, setShown] = useState<string>();
  return (
    <Answer of={forms}>
      {({ items }) => (
        <>
          <p className="quiet">{say('packet.forms-explain')}</p>
          <ul className="gaps" data-testid="forms">
            {items.map((form) => (
              <Row key={form.name} form={form} onShow={() => setShown(form.name)} />
            ))}
          </ul>
          {shown === undefined ? null : (
            <>
              {/* oxlint-disable-next-line react/iframe-missing-sandbox -- no browser shows a PDF in a sandbox; it may run no script */}
              <iframe
                className="form-preview"
                title={say('packet.forms')}
                src={`/api${base}/${shown}`}
                data-testid="form-preview"
              />
              <Button onClick={() => setShown(undefined)}>{say('packet.form-close')}</Button>
            </>
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
