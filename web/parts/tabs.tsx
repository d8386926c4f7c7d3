/** The parts of a page, one at a time. */
import type { ReactNode } from 'react';

interface TabsProps<Name extends string> {
  readonly label: string;
  readonly names: readonly Name[];
  readonly chosen: Name;
  readonly onChoose: (name: Name) => void;
  readonly titleOf: (name: Name) => string;
  readonly testIdOf: (name: Name) => string;
  /** the part that is chosen */
  readonly children: ReactNode;
}

/** Who may see one part only has nothing to choose. */
export const Tabs = <Name extends string>({
  label,
  names,
  chosen,
  onChoose,
  titleOf,
  testIdOf,
  children,
}: TabsProps<Name>) => (
  <>
    <div className="tabs" role="tablist" aria-label={label} hidden={names.length < 2}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          aria-selected={name === chosen}
          aria-controls="tab-panel"
          className="button plain"
          data-testid={testIdOf(name)}
          onClick={() => onChoose(name)}
        >
          {titleOf(name)}
        </button>
      ))}
    </div>
    <div role="tabpanel" id="tab-panel" aria-labelledby={`tab-${chosen}`}>
      {children}
    </div>
  </>
);
