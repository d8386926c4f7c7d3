/** What a place is called, which zone of the law it lies in, what kind of room it is. */
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';

import { areas, zones } from '../../src/places/area.js';
import { asProblem, change, tell, type Problem } from '../api.js';
import { ProblemLine } from '../parts/answer.js';
import { sayOf, useSay } from '../texts/texts.js';
import type { Place } from '../wire.js';

type Written = Pick<Place, 'name' | 'zone' | 'area' | 'floor'>;

const Fields = () => {
  const say = useSay();
  return (
    <>
      <Form.Item
        name="name"
        label={say('place.name')}
        rules={[{ required: true, message: say('form.needed') }]}
      >
        <Input maxLength={64} data-testid="place-name" />
      </Form.Item>
      <Form.Item
        name="zone"
        label={say('place.zone')}
        rules={[{ required: true, message: say('form.needed') }]}
      >
        <Select options={zones.map((value) => ({ value, label: `${value} · ${say(`zone.${value}`)}` }))} />
      </Form.Item>
      <Form.Item
        name="area"
        label={say('place.area')}
        rules={[{ required: true, message: say('form.needed') }]}
      >
        <Select options={areas.map((value) => ({ value, label: sayOf(say, 'area', value) }))} />
      </Form.Item>
      <Form.Item
        name="floor"
        label={say('place.storey')}
        rules={[{ required: true, message: say('form.needed') }]}
      >
        <InputNumber min={-5} max={60} precision={0} />
      </Form.Item>
    </>
  );
};

/** Sends what was written, once at a time. */
const useSaving = (onDone: () => void) => {
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const save = (work: () => Promise<unknown>): void => {
    setBusy(true);
    work()
      .then(
        () => {
          setProblem(undefined);
          onDone();
        },
        (thrown: unknown) => setProblem(asProblem(thrown)),
      )
      .finally(() => setBusy(false));
  };
  return { problem, isBusy, save };
};

export const PlaceForm = ({ place, onSaved }: { readonly place: Place; readonly onSaved: () => void }) => {
  const say = useSay();
  const { problem, isBusy, save } = useSaving(onSaved);
  const { name, zone, area, floor } = place;
  return (
    <section aria-labelledby="place-form">
      <h2 id="place-form">
        {place.name} <span className="quiet">{place.id}</span>
      </h2>
      <Form<Written>
        layout="vertical"
        name={`place-${place.id}`}
        initialValues={{ name, zone, area, floor }}
        onFinish={(written) => save(() => change(`/places/${encodeURIComponent(place.id)}`, written))}
      >
        <Fields />
        {problem === undefined ? null : <ProblemLine problem={problem} />}
        <Button type="primary" htmlType="submit" loading={isBusy} data-testid="place-save">
          {say('do.save')}
        </Button>
      </Form>
    </section>
  );
};

export const NewPlace = ({ onAdded }: { readonly onAdded: () => void }) => {
  const say = useSay();
  const [form] = Form.useForm<Written & { readonly id: string }>();
  const { problem, isBusy, save } = useSaving(() => {
    form.resetFields();
    onAdded();
  });
  return (
    <details className="new-place">
      <summary>{say('plan.new-place')}</summary>
      <Form
        form={form}
        layout="vertical"
        name="new-place"
        initialValues={{ zone: 'B', area: 'elsewhere', floor: 1 }}
        onFinish={(written) => save(() => tell('/places', { ...written, x: 500, y: 300 }))}
      >
        <Form.Item
          name="id"
          label={say('place.id')}
          rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9-]{0,63}$/, message: say('place.id-hint') }]}
        >
          <Input data-testid="place-id" />
        </Form.Item>
        <Fields />
        {problem === undefined ? null : <ProblemLine problem={problem} />}
        <Button htmlType="submit" loading={isBusy} data-testid="place-add">
          {say('plan.add-place')}
        </Button>
      </Form>
    </details>
  );
};
