/** Where a person without a page of their own lands: who they are here, what they may do, what they may read. */
import { Descriptions } from 'antd';

import { AntFrame } from '../parts/ant-frame.js';
import { hrefOf, pagesFor } from '../routes.js';
import { useSession } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
import { DutyPart } from './duty-part.js';
import { KeysPart } from './keys-part.js';
import { LostPart } from './lost-part.js';

const AccountPage = () => {
  const say = useSay();
  const { person, court } = useSession();
  const pages = pagesFor(person).filter((page) => page !== 'account');
  /** Ant Design's own colon is that of neither language. */
  const labelled = (label: string): string => `${label}${say('text.colon')}`;
  const may = (permission: string): boolean => person.permissions.includes(permission);
  return (
    <AntFrame>
      <div className="page narrow" data-testid="account">
        <h2>{person.name}</h2>
        <Descriptions
          column={1}
          colon={false}
          items={[
            { key: 'username', label: labelled(say('account.username')), children: person.username },
            {
              key: 'roles',
              label: labelled(say('account.roles')),
              children: person.roles.map((role) => sayOf(say, 'role', role)).join(say('text.comma')),
            },
            { key: 'court', label: labelled(say('account.court')), children: court.name },
          ]}
        />
        {may('duty:sign') ? <DutyPart /> : null}
        {may('key:approve') ? <KeysPart /> : null}
        <LostPart />
        <h3>{say('account.pages')}</h3>
        {pages.length === 0 ? <p className="empty">{say('account.no-pages')}</p> : null}
        <ul className="page-links explained">
          {pages.map((page) => (
            <li key={page}>
              <a href={hrefOf(page)}>{say(`page.${page}`)}</a>
              <span className="quiet">{say(`about.${page}`)}</span>
            </li>
          ))}
        </ul>
        {may('ledger:read') || may('law:read') ? (
          <>
            <h3>{say('account.reads')}</h3>
            <ul className="page-links">
              {may('ledger:read') ? (
                <>
                  <li>
                    <a href="/api/ledger/entries?from=1&limit=1000">{say('account.ledger')}</a>
                  </li>
                  <li>
                    <a href="/api/ledger/checkpoint">{say('account.checkpoint')}</a>
                  </li>
                </>
              ) : null}
              <li>
                <a href="/api/law/codes">{say('account.codes')}</a>
              </li>
            </ul>
          </>
        ) : null}
        <h3>{say('account.may')}</h3>
        <ul className="may-list">
          {person.permissions
            .filter((permission) => permission !== 'session:own')
            .map((permission) => (
              <li key={permission}>{sayOf(say, 'may', permission)}</li>
            ))}
        </ul>
      </div>
    </AntFrame>
  );
};

export default AccountPage;
