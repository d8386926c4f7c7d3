/** Signing on and off duty. */
import { Button, Select } from 'antd';
import { useState } from 'react';

import { asProblem, end, type Problem } from '../api.js';
import { useBoard } from '../live/live-context.js';
import { ProblemLine } from '../parts/answer.js';
import { Moment } from '../parts/times.js';
import { useNames, useReference } from '../reference.js';
import { useSession } from '../session.js';
import { useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';

export const DutyPart = () => {
  const say = useSay();
  const names = useNames();
  const { person } = useSession();
  const { places } = useReference();
  const own = useBoard().duty.find((item) => item.person === person.id);
  const [post, setPost] = useState<string>();
  const [refusal, setRefusal] = useState<Problem>();
  const sending = useSending(() => setRefusal(undefined));
  const leave = async (): Promise<void> => {
    try {
      await end('/duty');
      setRefusal(undefined);
    } catch (thrown) {
      setRefusal(asProblem(thrown));
    }
  };
  const problem = sending.problem ?? refusal;
  return (
    <section aria-labelledby="duty">
      <h3 id="duty">{say('duty.title')}</h3>
      {own === undefined ? (
        <div className="page-tools">
          <Select
            aria-label={say('duty.post')}
            placeholder={say('duty.post')}
            style={{ minWidth: 240 }}
            {...(post === undefined ? {} : { value: post })}
            onChange={setPost}
            options={[...places.keys()].map((id) => ({ value: id, label: names.fullPlace(id) }))}
          />
          <Button
            type="primary"
            disabled={post === undefined}
            title={post === undefined ? say('needs.post') : undefined}
            loading={sending.isBusy}
            data-testid="duty-start"
            onClick={() => sending.send('/duty', { post })}
          >
            {say('duty.start')}
          </Button>
        </div>
      ) : (
        <p className="page-tools">
          <span>
            {say('duty.on', { post: names.fullPlace(own.post) })} <Moment at={own.since} />
          </span>
          <Button data-testid="duty-end" onClick={() => void leave()}>
            {say('duty.end')}
          </Button>
        </p>
      )}
      {problem === undefined ? null : <ProblemLine problem={problem} />}
    </section>
  );
};
