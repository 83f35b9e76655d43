import * as z from 'zod'
import { why } from '#shared/contracts/fields.ts'
import type { Caller } from '#shared/kernel/authority.ts'
import { isInstitution } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { refuse } from '../../refusals.ts'

/** An institution's answer that its office took down: why it came on paper, and the document that it stands in. */
export const paper = z
  .strictObject({ reason: why, document: z.string().trim().min(3).max(100) })
  .meta({ description: 'Only from an office, for what an institution wrote on paper' })
export type Paper = z.output<typeof paper>

/** Why somebody may not answer: an office names the document that it takes an answer from, an institution needs none. */
export const paperFault = (caller: Caller, of: Paper | undefined): Decision<never> | undefined =>
  isInstitution(caller) === (of === undefined) ? undefined : refuse('answer.on-paper', { field: 'paper' })
