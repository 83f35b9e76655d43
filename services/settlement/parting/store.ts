import { defineRecord } from '#shared/edge/store/record.ts'
import { partingKey, partingsIn } from '../keys.ts'
import type { FollowedParting } from './rules/followed.ts'
import { stateOf } from './rules/followed.ts'

export const followedPartings = defineRecord<FollowedParting, Pick<FollowedParting, 'partingId'>>({
  kind: 'parting',
  key: partingKey,
  index: (parting) => ({
    gsi1pk: partingsIn(parting.division, stateOf(parting)),
    gsi1sk: `${parting.partedOn}#${parting.partingId}`,
  }),
})
