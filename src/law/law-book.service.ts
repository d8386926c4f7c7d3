/** The law in force here: the table shipped with the console, or a newer one that an administrator loaded. */
import { Injectable } from '@nestjs/common';
import { builtInLaw, type Law } from './code-table.js';

@Injectable()
export class LawBook {
  #current: Law = builtInLaw;

  get current(): Law {
    return this.#current;
  }
}
