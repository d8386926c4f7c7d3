/** Reads where a room is from the brackets of its name, `3号法庭（三楼东）`, so that another language can say it too. Pure. */

const digits = '零一二三四五六七八九十';
const wings = { 东: 'east', 西: 'west', 南: 'south', 北: 'north', 中: 'middle' } as const;

export interface Storey {
  readonly floor: number;
  readonly wing?: (typeof wings)[keyof typeof wings];
}

/** Nothing where the brackets say something else, or there are none. */
export const storeyOf = (name: string): Storey | undefined => {
  const said = /（(?<floor>[一二三四五六七八九十]|\d+)[楼层](?<wing>[东西南北中])?）$/.exec(name)?.groups;
  if (said === undefined) return undefined;
  const { floor = '', wing } = said;
  const told = digits.indexOf(floor);
  return {
    floor: told > 0 ? told : Number(floor),
    ...(wing === undefined ? {} : { wing: wings[wing as keyof typeof wings] }),
  };
};
