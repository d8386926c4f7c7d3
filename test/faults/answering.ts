/** A guard who closes alarms over HTTP while the console dies and comes back. */
import type { Recorder } from './history.js';

export class Answering {
  #cookie = '';

  constructor(
    /** of the console that is to be asked */
    public url: string,
    readonly history: Recorder,
  ) {}

  /** Closes what is open. A console that dies meanwhile leaves some closings unknown. */
  async closeAll(): Promise<void> {
    try {
      const { items } = (await this.#ask('api/alarms?state=open')) as { items: { id: string }[] };
      for (const { id } of items) {
        let isOk = false;
        try {
          await this.#ask(`api/alarms/${id}/close`, { outcome: 'test', reason: 'fault test' });
          isOk = true;
        } finally {
          this.history.closed({ alarm: id, isOk });
        }
      }
    } catch (thrown) {
      // The console was killed; anything it really answered is no accident of the run.
      if (thrown instanceof Refused) throw thrown;
    }
  }

  /** Ends every incident as a test: this person asks, `second` signs. */
  async endAll(second: Answering): Promise<void> {
    const { items } = (await this.#ask('api/incidents')) as { items: { id: string; state: string }[] };
    for (const { id } of items.filter(({ state }) => state === 'open')) {
      await this.#ask(`api/incidents/${id}/step`, { step: 'exit', exit: 'test', reason: 'fault test' });
      await second.#ask(`api/incidents/${id}/step`, { step: 'countersign' });
    }
  }

  /** The session outlives the console. */
  async signIn(username = 'guard'): Promise<void> {
    const answer = await this.#send('api/session', { username, password: 'courthouse-demo' });
    this.#cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  }

  async #ask(path: string, body?: object): Promise<unknown> {
    return (await this.#send(path, body)).json();
  }

  async #send(path: string, body?: object): Promise<Response> {
    const answer = await fetch(`${this.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { cookie: this.#cookie, 'content-type': 'application/json', connection: 'close' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Refused(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}

class Refused extends Error {}
