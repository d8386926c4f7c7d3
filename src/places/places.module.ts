/** Wires the places. */
import { Global, Module } from '@nestjs/common';
import type { EntitySchema } from 'typeorm';
import { PlacesController } from './places.controller.js';
import { Places } from './places.service.js';
import { PlaceTable } from './places.store.js';

export const placeTables = [PlaceTable] as EntitySchema<never>[];

@Global()
@Module({ controllers: [PlacesController], providers: [Places], exports: [Places] })
export class PlacesModule {}
