import { defineRecord } from '#shared/edge/store/record.ts'
import { transferKey } from '../keys.ts'
import type { Transfer } from './rules/transfer.ts'

/** Where transfers stand: by the city that is to release, and by the city that asks. */
export const releaseIndex = 'gsi1'
export const requestIndex = 'gsi2'
export const waitingForRelease = (city: string): string => `RELEASE-WAITING#${city}`
const decidedBy = (city: string): string => `RELEASE-DECIDED#${city}`
export const askedFor = (city: string): string => `TRANSFER-ASKED#${city}`

export const transfers = defineRecord<Transfer, Pick<Transfer, 'transferId'>>({
  kind: 'transfer',
  key: transferKey,
  index: ({ status, wanted, place, requested, transferId }) => {
    const city = wanted?.city ?? 'nobody'
    const inTime = `${requested.on}#${transferId}`
    return {
      gsi1pk: status === 'requested' ? waitingForRelease(city) : decidedBy(city),
      gsi1sk: inTime,
      gsi2pk: askedFor(place.city),
      gsi2sk: inTime,
    }
  },
})
