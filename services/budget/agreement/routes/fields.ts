import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { city, day, id } from '#shared/contracts/fields.ts'
import type { Decider } from '#shared/kernel/authority.ts'
import { fundParams } from '../../ledger/fund-operations.ts'
import type { Hand } from '../rules/agreement.ts'

export const reason = z.string().min(5).max(500)
/** What one side says alone holds from a day on, and is done on the day that it arrives. */
export const saidAlone = z.strictObject({ from: day, reason })
export const datedChange = saidAlone.extend({ on: day })
export const number = z.int().min(1)

export const place = z.strictObject({ city, year: fundParams.year, institution: id })

export const agreements = '/v1/budget/agreements'
export const ofInstitution = `${agreements}/{city}/{year}/{institution}`
export const proposalPath = `${ofInstitution}/proposal`

type Place = { readonly city: string; readonly year: number; readonly institution: string }
export const recordOf = ({ city: own, year, institution }: Place): string =>
  `${agreements}/${own}/${year}/${institution}`
export const changes = ({ params }: { readonly params: Place }) => [recordOf(params)]

/** Who did it, on a day, for whom. */
export const handOf = ({ subject, scope, division, institution }: Decider, on: Day): Hand => ({
  ...{ by: subject, on, scope, division },
  ...(institution === undefined ? {} : { institution }),
})

export const termRefusals = [
  'agreement.bound-above-limit',
  'agreement.bound-below-limit',
  'agreement.too-few-indexes',
  'agreement.index-too-heavy',
  'agreement.index-group-missing',
  'agreement.index-trivial',
  'agreement.deposit-above-limit',
  'agreement.surplus-at-failing-score',
  'agreement.working-capital-above-limit',
  'policy.missing',
] as const
export const changeRefusals = [
  'agreement.unknown',
  'agreement.withdrawn',
  'agreement.changed-meanwhile',
] as const
export const resumeRefusals = [
  'agreement.day-outside',
  'agreement.not-suspended',
  'agreement.resumed-too-early',
] as const
export const proposeRefusals = ['agreement.proposal-waits', 'agreement.says-so-already'] as const
