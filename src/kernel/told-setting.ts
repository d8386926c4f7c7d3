/** A setting in force, as it is told to who keeps the house. */
export interface ToldSetting {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  /** absent where nothing is set; what may hold a password stands without it */
  readonly value?: string;
  readonly from: 'environment' | 'default' | 'none';
}
