/** A glass to sign on with a finger, a pen or a mouse, or by writing one's name with the keyboard. */
import { useRef, useState, type FormEvent, type PointerEvent } from 'react';

import { useSay } from '../texts/texts.js';

interface SignaturePadProps {
  /**
   * @param picture as base64 PNG; nothing when it was wiped
   * @param name that was written with the keyboard
   */
  readonly onSigned: (picture: string | undefined, name?: string) => void;
}

const size = { width: 720, height: 240 };
const [margin, nameSize, noteSize] = [24, 96, 20];

/** The name across the glass, and below it how it came there, so that nobody takes it for a hand. */
const write = (pen: CanvasRenderingContext2D, name: string, note: string): void => {
  const family = getComputedStyle(pen.canvas).fontFamily;
  pen.clearRect(0, 0, size.width, size.height);
  pen.fillStyle = '#000000';
  pen.font = `${nameSize}px ${family}`;
  const room = (size.width - 2 * margin) / pen.measureText(name).width;
  pen.font = `${nameSize * Math.min(1, room)}px ${family}`;
  pen.fillText(name, margin, size.height / 2 + nameSize / 3);
  pen.font = `${noteSize}px ${family}`;
  pen.fillText(note, margin, size.height - margin);
};

export const SignaturePad = ({ onSigned }: SignaturePadProps) => {
  const say = useSay();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isDrawing, setDrawing] = useState(false);
  const [name, setName] = useState('');

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
  const picture = (): string | undefined => canvas.current?.toDataURL('image/png').split(',')[1];
  const lift = (): void => {
    if (!isDrawing) return;
    setDrawing(false);
    onSigned(picture());
  };
  const writeName = (event: FormEvent): void => {
    event.preventDefault();
    const pen = canvas.current?.getContext('2d');
    if (!pen || name.trim() === '') return;
    write(pen, name.trim(), say('slips.typed'));
    onSigned(picture(), name.trim());
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
      <form className="signature-name" onSubmit={writeName}>
        <input
          className="desk-input"
          aria-label={say('slips.name')}
          placeholder={say('slips.name')}
          value={name}
          maxLength={40}
          autoComplete="off"
          data-testid="signature-name"
          onChange={({ target }) => setName(target.value)}
        />
        <button
          type="submit"
          className="button plain"
          disabled={name.trim() === ''}
          title={name.trim() === '' ? say('needs.name') : undefined}
        >
          {say('slips.write')}
        </button>
        <button type="button" className="button plain" data-testid="signature-wipe" onClick={wipe}>
          {say('slips.clear')}
        </button>
      </form>
    </div>
  );
};
