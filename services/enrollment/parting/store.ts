import { defineRecord } from '#shared/edge/store/record.ts'
import { partingKey } from '../keys.ts'
import type { Parting } from './rules/parting.ts'

/** Where partings stand in the index: those of a division that wait for a second hand, and the others. */
export const partingIndex = 'gsi1'
export const waitingPartings = (division: string): string => `PARTINGS-WAITING#${division}`
export const donePartings = (division: string): string => `PARTINGS-DONE#${division}`

export const partings = defineRecord<Parting, Pick<Parting, 'partingId'>>({
  kind: 'parting',
  key: partingKey,
  index: ({ partingId, division, status, proposed }) => ({
    gsi1pk: status === 'proposed' ? waitingPartings(division) : donePartings(division),
    gsi1sk: `${proposed.on}#${partingId}`,
  }),
})
