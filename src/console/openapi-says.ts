/** The shape of what is said of a route. Pure. */

export interface RouteWords {
  readonly zh: string;
  readonly en: string;
  /** of a success, where the route answers by itself */
  readonly status?: number;
  /** of a success that is not JSON */
  readonly media?: string;
  /** it judges by itself: a device by its secret, or a person by his session */
  readonly devicesToo?: true;
  /** of a body that is not JSON: a file */
  readonly takes?: readonly string[];
}

export const says = (zh: string, en: string, rest: Omit<RouteWords, 'zh' | 'en'> = {}): RouteWords => ({
  zh,
  en,
  ...rest,
});
