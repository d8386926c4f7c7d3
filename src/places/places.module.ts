/** Wires the places. */
import { Global, Module } from '@nestjs/common';
import type { Tables } from '../storage/entity.js';
import { PlacesController } from './places.controller.js';
import { Places } from './places.service.js';
import { PlaceTable } from './places.store.js';

export const placeTables = [PlaceTable] as Tables;

@Global()
@Module({ controllers: [PlacesController], providers: [Places], exports: [Places] })
export class PlacesModule {}
