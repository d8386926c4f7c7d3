/** Screening: the screener's desk, the lanes, what lies in the lockers, the day's flow, the watch list. */
import { useState } from 'react';

import { AntFrame } from '../parts/ant-frame.js';
import { Tabs } from '../parts/tabs.js';
import { Desk } from '../screening/desk.js';
import { FlowPart } from '../screening/flow.js';
import { LanesPart } from '../screening/lanes-part.js';
import { Slips } from '../screening/slips.js';
import { WatchList } from '../screening/watch-list.js';
import { useSession } from '../session.js';
import { useSay } from '../texts/texts.js';

const parts = {
  desk: { needs: 'screening:work', Part: Desk },
  slips: { needs: 'screening:read', Part: Slips },
  flow: { needs: 'screening:read', Part: FlowPart },
  lanes: { needs: 'screening:read', Part: LanesPart },
  watches: { needs: 'watch:read', Part: WatchList },
} as const;
type PartName = keyof typeof parts;

const ScreeningPage = () => {
  const say = useSay();
  const { person } = useSession();
  const names = (Object.keys(parts) as PartName[]).filter((name) =>
    person.permissions.includes(parts[name].needs),
  );
  // Who watches the lanes from the guard room looks first; who stands at one works first.
  const first = person.roles.includes('screener')
    ? 'desk'
    : (names.find((name) => name === 'lanes') ?? names[0]);
  const [chosen, setChosen] = useState<PartName>(first ?? 'lanes');
  const { Part } = parts[chosen];
  return (
    <AntFrame>
      <div className="page">
        <Tabs
          label={say('page.screening')}
          names={names}
          chosen={chosen}
          onChoose={setChosen}
          titleOf={(name) => say(`tab.${name}`)}
          testIdOf={(name) => `tab-${name}`}
        >
          <Part />
        </Tabs>
      </div>
    </AntFrame>
  );
};

export default ScreeningPage;
