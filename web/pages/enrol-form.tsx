/** Enrols a device and shows what it must be told. */
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';

import { ProblemLine } from '../parts/answer.js';
import { useNames, useReference } from '../reference.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';
import { EnrolmentCard } from './enrolment-card.js';

const kinds = ['button', 'gate', 'recorder', 'door', 'siren'];

interface Wish {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly place: string;
}

export const EnrolForm = ({ onEnrolled }: { readonly onEnrolled: () => void }) => {
  const say = useSay();
  const names = useNames();
  const { places } = useReference();
  const [enrolled, setEnrolled] = useState<{ readonly id: string; readonly secret: string }>();
  const sending = useSending<{ id: string; secret: string }>((answer) => {
    setEnrolled(answer);
    onEnrolled();
  });
  const [form] = Form.useForm<Wish>();
  const wish = Form.useWatch([], form) as Partial<Wish> | undefined;
  const isReady = [wish?.id, wish?.name, wish?.place].every((text) => (text ?? '').trim() !== '');
  return (
    <section className="enrol" aria-labelledby="enrol">
      <h2 id="enrol">{say('enrol.title')}</h2>
      <Form<Wish>
        form={form}
        layout="inline"
        requiredMark={false}
        onFinish={(wish) => sending.send('/devices', wish)}
        data-testid="enrol-form"
        initialValues={{ kind: 'button' }}
      >
        <Form.Item layout="vertical" name="kind" htmlFor="enrol-kind" label={say('devices.kind')}>
          <Select
            id="enrol-kind"
            style={{ minWidth: 120 }}
            options={kinds.map((value) => ({ value, label: sayOf(say, 'kind', value) }))}
          />
        </Form.Item>
        <Form.Item
          layout="vertical"
          name="id"
          htmlFor="enrol-id"
          label={say('devices.id')}
          rules={[{ required: true, message: say('enrol.id-shape') }]}
        >
          <Input id="enrol-id" pattern="[a-z0-9][a-z0-9-]{0,63}" />
        </Form.Item>
        <Form.Item
          layout="vertical"
          name="name"
          htmlFor="enrol-name"
          label={say('devices.name')}
          rules={[{ required: true, message: say('devices.name') }]}
        >
          <Input id="enrol-name" maxLength={100} />
        </Form.Item>
        <Form.Item
          layout="vertical"
          name="place"
          htmlFor="enrol-place"
          label={say('devices.place')}
          rules={[{ required: true, message: say('devices.place') }]}
        >
          <Select
            id="enrol-place"
            style={{ minWidth: 220 }}
            placeholder={say('report.choose-place')}
            showSearch={{ optionFilterProp: 'label' }}
            options={[...places.keys()].map((value) => ({ value, label: names.fullPlace(value) }))}
          />
        </Form.Item>
        <Button
          type="primary"
          htmlType="submit"
          disabled={!isReady}
          title={isReady ? undefined : say('needs.enrol')}
          loading={sending.isBusy}
          data-testid="enrol-send"
        >
          {say('enrol.do')}
        </Button>
      </Form>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
      {enrolled === undefined ? null : <EnrolmentCard device={enrolled.id} secret={enrolled.secret} />}
    </section>
  );
};
