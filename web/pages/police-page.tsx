/** The police liaison: only what was shared, how bad, how long, accept, and the packet with its proof. */
import { SharedCard } from '../liaison/shared-card.js';
import { sharedGroups, sharedOrder } from '../liaison/shared-order.js';
import { useBoard } from '../live/live-context.js';
import { AntFrame } from '../parts/ant-frame.js';
import { useSay } from '../texts/texts.js';

/** While there are few, nothing has to be opened first. */
const fewShared = 3;

const PolicePage = () => {
  const say = useSay();
  const { incidents, alarms } = useBoard();
  const ordered = sharedOrder(incidents, alarms);
  return (
    <AntFrame>
      <div className="page police" data-testid="police">
        {ordered.length === 0 ? (
          <div className="calm">
            <h2>{say('police.nothing')}</h2>
            <p className="quiet">{say('police.nothing-explain')}</p>
          </div>
        ) : null}
        {/* One list: a card that goes to the next group keeps what is open and written in it. */}
        <ul className="police-list">
          {sharedGroups.flatMap((group) => {
            const own = ordered.filter((shared) => shared.group === group);
            if (own.length === 0) return [];
            return [
              <li key={group}>
                <h2>
                  {say(`police.${group}`)}{' '}
                  <span className="number" data-testid={`police-count-${group}`}>
                    {own.length}
                  </span>
                </h2>
              </li>,
              ...own.map((shared) => (
                <SharedCard
                  key={shared.incident.id}
                  shared={shared}
                  isOpenAtFirst={ordered.length <= fewShared && group !== 'over'}
                />
              )),
            ];
          })}
        </ul>
      </div>
    </AntFrame>
  );
};

export default PolicePage;
