/** Adding a file by hand to an incident: a photograph, a recording from a telephone. */
import { Progress } from 'antd';
import { useState } from 'react';

import { FileButton } from '../parts/file-button.js';
import { useSay } from '../texts/texts.js';
import { largestBytes, sendFile, type Told } from './send-file.js';

type Outcome = 'stored' | 'quarantined' | 'failed' | 'too-large';

interface UploadPartProps {
  readonly incident: string;
  readonly onStored: () => void;
}

export const UploadPart = ({ incident, onStored }: UploadPartProps) => {
  const say = useSay();
  const [told, setTold] = useState<Told>();
  const [outcome, setOutcome] = useState<Outcome>();
  const [why, setWhy] = useState('');
  const send = async (file: File): Promise<void> => {
    setWhy('');
    if (file.size > largestBytes) {
      setOutcome('too-large');
      return;
    }
    setOutcome(undefined);
    try {
      setOutcome(await sendFile(file, incident, setTold));
      onStored();
    } catch (thrown) {
      setOutcome('failed');
      setWhy(thrown instanceof Error ? thrown.message : String(thrown));
    }
    setTold(undefined);
  };
  return (
    <div className="upload">
      <FileButton
        data-testid="upload-file"
        isDisabled={told !== undefined}
        onFile={(file) => void send(file)}
      >
        {say('upload.title')}
      </FileButton>
      {told === undefined ? null : (
        <>
          <span>{say(`upload.${told.step}`)}</span>
          <Progress percent={Math.round(told.progress * 100)} size="small" />
        </>
      )}
      {outcome === undefined ? null : (
        <output data-testid="upload-state" data-state={outcome}>
          {say(`upload.${outcome}`)} <span className="quiet">{why}</span>
        </output>
      )}
    </div>
  );
};
