/** The guard room's number beside a text that tells somebody to call; nothing where the court set none, nor for who sits there. */
import { useMay, useSession } from '../session.js';
import { useSay } from '../texts/texts.js';

export const GuardTelephone = () => {
  const say = useSay();
  const { telephone } = useSession().court;
  const sitsThere = useMay('incident:close');
  if (telephone === undefined || sitsThere) return null;
  return (
    <>
      {say('text.gap')}
      <span className="guard-telephone" data-testid="guard-telephone">
        {say('guard.telephone')}
        {say('text.colon')}
        <a href={`tel:${telephone.replaceAll(/[ -]/g, '')}`}>{telephone}</a>
      </span>
    </>
  );
};
