/** Wires the places. */
import { Global, Module } from '@nestjs/common';
import type { Tables } from '../storage/entity.js';
import { PlacesController } from './places.controller.js';
import { Places } from './places.service.js';
import { DrawingTable, PlaceTable, SpotTable } from './places.store.js';
import { Plan } from './plan.service.js';

export const placeTables = [PlaceTable, DrawingTable, SpotTable] as Tables;

@Global()
@Module({ controllers: [PlacesController], providers: [Places, Plan], exports: [Places] })
export class PlacesModule {}
