/** What keeps the house running: the ledger, the disk, the settings, and what was not understood. */
import { useState } from 'react';

import { Tabs } from '../parts/tabs.js';
import { useMay } from '../session.js';
import '../styles/administration.css';
import '../styles/pages.css';
import { useSay } from '../texts/texts.js';
import { DeliveriesPart } from './deliveries-part.js';
import { LedgerPart } from './ledger-part.js';
import { OdditiesPart } from './oddities-part.js';
import { SettingsPart } from './settings-part.js';
import { StoragePart } from './storage-part.js';

const parts = {
  ledger: { needs: 'ledger:verify', Part: LedgerPart },
  storage: { needs: 'house:read', Part: StoragePart },
  settings: { needs: 'house:read', Part: SettingsPart },
  deliveries: { needs: 'device:manage', Part: DeliveriesPart },
  oddities: { needs: 'device:manage', Part: OdditiesPart },
} as const;
type PartName = keyof typeof parts;
const names = Object.keys(parts) as readonly PartName[];

const UpkeepPage = ({ id }: { readonly id?: string }) => {
  const say = useSay();
  const may: Readonly<Record<string, boolean>> = {
    'ledger:verify': useMay('ledger:verify'),
    'house:read': useMay('house:read'),
    'device:manage': useMay('device:manage'),
  };
  const own = names.filter((name) => may[parts[name].needs] === true);
  const [chosen, setChosen] = useState<PartName>(own.find((name) => name === id) ?? own[0] ?? 'ledger');
  const { Part } = parts[chosen];
  return (
    <div className="page" data-testid="upkeep">
      <Tabs
        label={say('page.upkeep')}
        names={own}
        chosen={chosen}
        onChoose={setChosen}
        titleOf={(name) => say(`upkeep.${name}`)}
        testIdOf={(name) => `upkeep-${name}`}
      >
        <Part />
      </Tabs>
    </div>
  );
};

export default UpkeepPage;
