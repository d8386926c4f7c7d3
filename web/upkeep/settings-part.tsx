/** What is set, and whether the environment said so or it is the default; secrets are never shown. */
import type { ToldSetting } from '../../src/kernel/told-setting.js';
import { Answer } from '../parts/answer.js';
import { PlainTable } from '../parts/plain-table.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { useWhole } from '../use-fetched.js';

export const SettingsPart = () => {
  const say = useSay();
  const language = useLanguage();
  const settings = useWhole<ToldSetting>('/upkeep/settings');
  return (
    <section className="stack" aria-labelledby="settings">
      <h2 id="settings">{say('upkeep.settings')}</h2>
      <p className="quiet explain">{say('settings.how')}</p>
      <Answer of={settings}>
        {({ items }) => (
          <PlainTable
            caption={say('upkeep.settings')}
            data-testid="settings"
            columns={[
              say('settings.name'),
              say('settings.value'),
              say('settings.from'),
              say('settings.what'),
            ]}
          >
            {items.map(({ name, value, from, ...about }) => (
              <tr key={name} data-testid="setting" data-from={from}>
                <th scope="row">
                  <code>{name}</code>
                </th>
                <td>{value === undefined ? '—' : <code>{value}</code>}</td>
                <td>{say(`settings.from-${from}`)}</td>
                <td className="quiet">{about[language]}</td>
              </tr>
            ))}
          </PlainTable>
        )}
      </Answer>
    </section>
  );
};
