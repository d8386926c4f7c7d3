/** Keeps a court's Home Assistant told of the board, where one is set. */
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Devices } from '../intake/devices.service.js';
import { Ledger } from '../ledger/ledger.service.js';
import { Places } from '../places/places.service.js';
import { Boards } from './boards.service.js';
import { PanelLink } from './home-assistant.adapter.js';
import { discovery, states, type PanelPlace } from './home-assistant.js';

/** Where the court's panel listens; nobody is told where it is not set. */
export class PanelSettings {
  constructor(
    readonly url: string | undefined,
    readonly courtName: string,
  ) {}
}

@Injectable()
export class HomeAssistant implements OnApplicationBootstrap, OnModuleDestroy {
  #link: PanelLink | undefined;

  constructor(
    private readonly settings: PanelSettings,
    private readonly ledger: Ledger,
    private readonly boards: Boards,
    private readonly devices: Devices,
    private readonly places: Places,
  ) {}

  onApplicationBootstrap(): void {
    const { url } = this.settings;
    if (url === undefined) return;
    this.#link = new PanelLink(url, this.ledger.court, () => this.#tellAll());
    // The register knows a device only after its fact is on disk.
    this.devices.onChanged(() => this.#tellAll());
    this.boards.onFacts(() => this.#tellStates());
  }

  async onModuleDestroy(): Promise<void> {
    await this.#link?.close();
  }

  #tellAll(): void {
    this.#link?.tell(discovery(this.ledger.court, this.settings.courtName, this.#places()));
    this.#tellStates();
  }

  #tellStates(): void {
    this.#link?.tell(states(this.ledger.court, this.boards.board, this.#places()));
  }

  /** The places from which an alarm can come by a device. */
  #places(): PanelPlace[] {
    const ids = new Set(
      this.devices
        .all()
        .filter(({ kind }) => kind === 'button' || kind === 'gate' || kind === 'door')
        .map(({ place }) => place),
    );
    return [...ids].map((id) => ({ id, name: this.places.of(id)?.name ?? id }));
  }
}
