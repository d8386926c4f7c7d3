/** Makes the console's own classes by its own modules' lists, without the web around them: some hundred times a second. */
import 'reflect-metadata';

type Class<T = unknown> = abstract new (...given: never[]) => T;
type Token = Class | symbol | string;
interface Recipe {
  readonly provide: Token;
  readonly useFactory?: (...given: unknown[]) => unknown;
  readonly useClass?: Class;
  readonly useValue?: unknown;
  readonly inject?: readonly Token[];
}
type Provider = Class | Recipe;
interface Hooked {
  onModuleInit?(): unknown;
  onApplicationBootstrap?(): unknown;
}

const isRecipe = (provider: Provider): provider is Recipe => typeof provider !== 'function';
const tokenOf = (provider: Provider): Token => (isRecipe(provider) ? provider.provide : provider);

export const providersOf = (module: Class): Provider[] =>
  (Reflect.getMetadata('providers', module) as Provider[] | undefined) ?? [];

export class Container {
  readonly #recipes = new Map<Token, Provider>();
  /** in the order in which they were made: what needs another comes after it */
  readonly #made = new Map<Token, Promise<unknown>>();

  /** A later one takes the place of an earlier one. */
  constructor(providers: readonly Provider[]) {
    for (const provider of providers) this.#recipes.set(tokenOf(provider), provider);
  }

  get<T>(token: Class<T> | symbol): Promise<T> {
    let made = this.#made.get(token);
    if (made === undefined) {
      made = this.#make(this.#recipes.get(token) ?? (token as Class));
      this.#made.set(token, made);
    }
    return made as Promise<T>;
  }

  /** Makes all of these and starts them, as Nest does at the start of an application. */
  async start(tokens: readonly Token[]): Promise<void> {
    for (const token of tokens) await this.get(token as Class);
    const made = (await Promise.all(this.#made.values())) as (Hooked | undefined)[];
    for (const one of made) await one?.onModuleInit?.();
    for (const one of made) await one?.onApplicationBootstrap?.();
  }

  /** One that was made. */
  async made(): Promise<readonly unknown[]> {
    return Promise.all(this.#made.values());
  }

  async #make(provider: Provider): Promise<unknown> {
    if (!isRecipe(provider)) return this.#construct(provider);
    if ('useValue' in provider) return provider.useValue;
    if (provider.useClass !== undefined) return this.#construct(provider.useClass);
    return provider.useFactory?.(...(await this.#all(provider.inject ?? [])));
  }

  async #construct(wanted: Class): Promise<unknown> {
    const types = (Reflect.getMetadata('design:paramtypes', wanted) as Token[] | undefined) ?? [];
    const said = (Reflect.getMetadata('self:paramtypes', wanted) ?? []) as { index: number; param: Token }[];
    const needs = types.map((type, at) => said.find(({ index }) => index === at)?.param ?? type);
    const made = new (wanted as new (...given: unknown[]) => unknown)(...(await this.#all(needs)));
    return made;
  }

  async #all(tokens: readonly Token[]): Promise<unknown[]> {
    const made: unknown[] = [];
    for (const token of tokens) made.push(await this.get(token as Class));
    return made;
  }
}
