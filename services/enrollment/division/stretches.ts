import type { Listing, Store } from '#shared/edge/store/store.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { levelOf } from '#shared/kernel/divisions.ts'
import { unitIndex, unitPartition, unitPrefix } from '../coverage/store.ts'
import { divisionsWithin } from './store.ts'

/** A part of an index in which persons stand one after the other. */
export type Stretch = Pick<Listing, 'index' | 'pk' | 'prefix'>

const stretchOf = (code: string): Stretch => {
  const prefix = unitPrefix(code)
  return { index: unitIndex, pk: unitPartition(code), ...(prefix === '' ? {} : { prefix }) }
}

/** Where the persons of a division below a city stand. A county's stand with its townships, of which it has some tens. */
export const stretchesOfDivision = async (
  { city, division }: { readonly city: CityCode; readonly division: string },
  store: Store,
): Promise<Stretch[]> => {
  if (levelOf(division) !== 'county') return [stretchOf(division)]
  const townships: Stretch[] = []
  for await (const { code } of divisionsWithin({ city, within: division, level: 'township' }, store))
    townships.push(stretchOf(code))
  return townships
}
