import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'

/** What whoever registers a person is told of others who are alike; absent where there is nobody. */
export const alikeAnswer = z.array(id).optional().meta({
  description:
    'likenesses that wait for a decision: another is registered with this name, sex and birth day under another certificate',
})
