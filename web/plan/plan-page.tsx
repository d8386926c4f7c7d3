/** The editor of the floor plan: an own drawing, and places and devices put where they are. */
import { Select } from 'antd';
import { useState } from 'react';

import { asProblem, change, put, type Problem } from '../api.js';
import { AntFrame } from '../parts/ant-frame.js';
import { Answer, ProblemLine } from '../parts/answer.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useWhole, type Fetched } from '../use-fetched.js';
import type { DeviceReport, List, Place, Spot } from '../wire.js';
import { DrawingPart } from './drawing-part.js';
import { Handle, type Spotted } from './handle.js';
import { NewPlace, PlaceForm } from './place-form.js';
import { PlanView } from './plan-view.js';

interface Chosen {
  readonly kind: 'place' | 'device';
  readonly id: string;
}

interface Editing {
  readonly places: readonly Place[];
  readonly devices: readonly DeviceReport[];
  readonly spots: ReadonlyMap<string, Spot>;
  readonly chosen: Chosen | undefined;
  readonly choose: (chosen: Chosen) => void;
  readonly movePlace: (id: string, to: Spotted) => void;
  readonly moveDevice: (id: string, to: Spotted) => void;
}

const Handles = ({ places, devices, spots, chosen, choose, movePlace, moveDevice }: Editing) => {
  const say = useSay();
  const isChosen = (kind: Chosen['kind'], id: string): boolean => chosen?.kind === kind && chosen.id === id;
  return (
    <>
      {places.map((place) => (
        <Handle
          key={place.id}
          id={place.id}
          kind="place"
          label={`${place.name} · ${say(`zone.${place.zone}`)}`}
          at={place}
          isChosen={isChosen('place', place.id)}
          onChoose={() => choose({ kind: 'place', id: place.id })}
          onMoved={(to) => movePlace(place.id, to)}
        >
          <circle r="13" />
          <text y="5">{place.zone}</text>
        </Handle>
      ))}
      {devices.map((device) => {
        const spot = spots.get(device.id);
        return spot === undefined ? null : (
          <Handle
            key={device.id}
            id={device.id}
            kind="device"
            label={`${device.name} · ${sayOf(say, 'kind', device.kind)}`}
            at={spot}
            isChosen={isChosen('device', device.id)}
            onChoose={() => choose({ kind: 'device', id: device.id })}
            onMoved={(to) => moveDevice(device.id, to)}
          >
            <rect x="-8" y="-8" width="16" height="16" />
          </Handle>
        );
      })}
    </>
  );
};

/** A device that stands nowhere yet is first put beside its place. */
const Unplaced = ({ places, devices, spots, moveDevice }: Editing) => {
  const say = useSay();
  const waiting = devices.filter((device) => !spots.has(device.id));
  if (waiting.length === 0) return null;
  return (
    <section aria-labelledby="unplaced">
      <h2 id="unplaced">{say('plan.unplaced')}</h2>
      <Select
        aria-label={say('plan.unplaced')}
        placeholder={say('plan.put')}
        style={{ width: '100%' }}
        value={null}
        data-testid="plan-put"
        onChange={(id: string | null) => {
          const device = waiting.find((item) => item.id === id);
          const place = places.find((item) => item.id === device?.place);
          if (device !== undefined)
            moveDevice(device.id, { x: place?.x ?? 500, y: Math.min(600, (place?.y ?? 300) + 25) });
        }}
        options={waiting.map((device) => ({ value: device.id, label: `${device.name} ${device.id}` }))}
      />
    </section>
  );
};

/** What is moved stays where it was put while the console is being told. */
const useEditing = (
  places: Fetched<List<Place>>,
  devices: Fetched<List<DeviceReport>>,
  spots: Fetched<List<Spot>>,
) => {
  const [chosen, choose] = useState<Chosen>();
  const [problem, setProblem] = useState<Problem>();
  const tell = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
      setProblem(undefined);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
    places.reload();
    spots.reload();
  };
  const editing: Editing = {
    places: places.value?.items ?? [],
    devices: devices.value?.items ?? [],
    spots: new Map((spots.value?.items ?? []).map((spot) => [spot.device, spot])),
    chosen,
    choose,
    movePlace: (id, to) => void tell(change(`/places/${encodeURIComponent(id)}`, to)),
    moveDevice: (id, to) => void tell(put(`/places/spots/${encodeURIComponent(id)}`, to)),
  };
  return { editing, problem };
};

const zones = ['A', 'B', 'C', 'E', 'R'] as const;

const PlanPage = () => {
  const say = useSay();
  const places = useWhole<Place>('/places');
  const spots = useWhole<Spot>('/places/spots');
  const devices = useWhole<DeviceReport>('/devices');
  const [turn, setTurn] = useState(0);
  const { editing, problem } = useEditing(places, devices, spots);
  const { chosen } = editing;
  const place = chosen?.kind === 'place' ? editing.places.find(({ id }) => id === chosen.id) : undefined;
  return (
    <AntFrame>
      <div className="page plan-editor" data-testid="plan-editor">
        <div className="plan-holder">
          {places.value === undefined && places.problem !== undefined ? (
            // Without places there is nothing to be moved.
            <ProblemLine problem={places.problem} onAgain={places.reload} />
          ) : (
            <>
              <PlanView label={say('board.plan')} turn={turn}>
                <Handles {...editing} />
              </PlanView>
              <p className="quiet">{say('plan.how')}</p>
              <p className="quiet">
                {say('plan.letters')} {zones.map((zone) => `${zone} ${say(`zone.${zone}`)}`).join(' · ')}
              </p>
            </>
          )}
        </div>
        <div className="plan-side">
          {problem === undefined ? null : <ProblemLine problem={problem} />}
          {places.value === undefined ? null : (
            <Answer of={places}>
              {() => (
                <>
                  {place === undefined ? null : (
                    <PlaceForm key={place.id} place={place} onSaved={places.reload} />
                  )}
                  <Answer of={devices}>
                    {() => <Answer of={spots}>{() => <Unplaced {...editing} />}</Answer>}
                  </Answer>
                  <NewPlace onAdded={places.reload} />
                </>
              )}
            </Answer>
          )}
          <DrawingPart
            isRead={places.value !== undefined}
            onChanged={() => setTurn((before) => before + 1)}
          />
        </div>
      </div>
    </AntFrame>
  );
};

export default PlanPage;
