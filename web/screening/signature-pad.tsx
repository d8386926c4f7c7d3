/** A glass to sign on with a finger, a pen or a mouse. */
import { useRef, useState, type PointerEvent } from 'react';

import { useSay } from '../texts/texts.js';

interface SignaturePadProps {
  /** the picture as base64 PNG; nothing when it was wiped */
  readonly onSigned: (picture: string | undefined) => void;
}

const size = { width: 720, height: 240 };

export const SignaturePad = ({ onSigned }: SignaturePadProps) => {
  const say = useSay();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isDrawing, setDrawing] = useState(false);

  const draw = (event: PointerEvent<HTMLCanvasElement>, isFirst: boolean): void => {
    const pen = canvas.current?.getContext('2d');
    if (!pen || canvas.current === null) return;
    const box = canvas.current.getBoundingClientRect();
    const x = ((event.clientX - box.left) * size.width) / box.width;
    const y = ((event.clientY - box.top) * size.height) / box.height;
    pen.lineWidth = 3;
    pen.lineCap = 'round';
    pen.strokeStyle = '#000000';
    if (isFirst) {
      pen.beginPath();
      pen.moveTo(x, y);
    } else {
      pen.lineTo(x, y);
      pen.stroke();
    }
  };
  const lift = (): void => {
    if (!isDrawing) return;
    setDrawing(false);
    onSigned(canvas.current?.toDataURL('image/png').split(',')[1]);
  };
  const wipe = (): void => {
    canvas.current?.getContext('2d')?.clearRect(0, 0, size.width, size.height);
    onSigned(undefined);
  };
  return (
    <div className="signature">
      <canvas
        ref={canvas}
        {...size}
        aria-label={say('slips.sign')}
        data-testid="signature-pad"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrawing(true);
          draw(event, true);
        }}
        onPointerMove={(event) => {
          if (isDrawing) draw(event, false);
        }}
        onPointerUp={lift}
        onPointerCancel={lift}
      />
      <button type="button" className="button" onClick={wipe}>
        {say('slips.clear')}
      </button>
    </div>
  );
};
