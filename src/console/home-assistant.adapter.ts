/** The link to the broker that a court's Home Assistant listens to; nothing of an alarm waits for it. */
import mqtt, { type MqttClient } from 'mqtt';
import { availabilityTopic, birthTopic, type PanelMessage } from './home-assistant.js';

export class PanelLink {
  readonly #client: MqttClient;
  /** what the panel was told last: only what changed is said again */
  readonly #told = new Map<string, string>();

  /** @param onAsked it is there, or was started anew: tell it everything */
  constructor(
    url: string,
    private readonly court: string,
    onAsked: () => void,
  ) {
    const topic = availabilityTopic(court);
    this.#client = mqtt.connect(url, {
      clientId: `courthouse-panel-${court}`,
      reconnectPeriod: 5_000,
      queueQoSZero: false,
      will: { topic, payload: Buffer.from('offline'), qos: 1, retain: true },
    });
    this.#client.on('connect', () => {
      this.#told.clear();
      this.#client.subscribe(birthTopic);
      this.#publish({ topic, payload: 'online' });
      onAsked();
    });
    this.#client.on('message', (_topic, payload) => {
      if (payload.toString() !== 'online') return;
      this.#told.clear();
      onAsked();
    });
    // It tries again by itself; a panel that is away is no fault of the court's alarms.
    this.#client.on('error', () => undefined);
  }

  tell(messages: readonly PanelMessage[]): void {
    if (!this.#client.connected) return;
    for (const message of messages) {
      if (this.#told.get(message.topic) === message.payload) continue;
      this.#told.set(message.topic, message.payload);
      this.#publish(message);
    }
  }

  async close(): Promise<void> {
    if (this.#client.connected) {
      const topic = availabilityTopic(this.court);
      await this.#client.publishAsync(topic, 'offline', { qos: 1, retain: true }).catch(() => undefined);
    }
    await this.#client.endAsync(true);
  }

  #publish({ topic, payload }: PanelMessage): void {
    // Retained, so that a panel that starts later shows what is; what is lost with the link is told anew with it.
    this.#client.publish(topic, payload, { qos: 1, retain: true }, () => undefined);
  }
}
