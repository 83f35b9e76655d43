import * as z from 'zod'
import { aid, amount, city, day, employment, id, month, scheme } from '#shared/contracts/fields.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { division } from '../likeness/likeness-answer.ts'
import type { Pupil } from '../school/store.ts'
import { whoseNames } from './rules/named-items.ts'
import type { Parting } from './rules/parting.ts'
import { partingEvidence, partingStates } from './rules/parting.ts'

/** Of an item: whose it is. */
export const whose = z.enum(whoseNames).meta({
  description: 'stays: with the number that was the record; goes: to the other',
})

/** The items of a record as they are named. */
export const coverageItem = z.strictObject({
  from: day.meta({ description: 'the first day of the spell, which names it' }),
  whose,
})
export const paymentItem = z.strictObject({
  billId: id,
  whose: z.enum([...whoseNames, 'both']).meta({
    description: 'both: a bill of employees on which either number stands',
  }),
})

export const evidence = z.strictObject({
  kind: z.enum(partingEvidence),
  number: z.string().trim().min(3).max(100).meta({ description: 'the number of the document' }),
})

export const partingAnswer = z.strictObject({
  partingId: id,
  division,
  status: z.enum(partingStates),
  fromPerson: id.meta({ description: 'the number that was the record' }),
  toPerson: id,
  takesMergeBack: z.boolean().meta({ description: 'they had been made one, which is taken back' }),
  evidence,
  reason: z.string(),
  coverage: z.array(coverageItem),
  payments: z.array(paymentItem),
  claims: z.array(id),
  aids: z.array(day).meta({ description: 'the first days of the aid categories that go over' }),
  school: z.literal('goes').optional(),
  registrations: z.array(id),
  allowances: z.array(id),
  account: amount.meta({ description: 'what of the personal account goes over' }),
  proposedOn: day,
  proposedBy: z.string(),
  decidedOn: day.optional(),
  decidedBy: z.string().optional(),
  refusedFor: z.string().optional(),
})

export const showParting = (parting: Parting): z.output<typeof partingAnswer> => {
  const { partingId, division: of, status, stays, goes, likenessId, reason, account, proposed } = parting
  return {
    ...{ partingId, division: of as z.output<typeof division>, status, fromPerson: stays, toPerson: goes },
    takesMergeBack: likenessId !== undefined,
    ...{ evidence: parting.evidence, reason, account },
    ...{ coverage: [...parting.coverage], payments: [...parting.payments], claims: [...parting.claims] },
    ...{ aids: [...(parting.aids ?? [])], registrations: [...(parting.registrations ?? [])] },
    allowances: [...(parting.allowances ?? [])],
    ...(parting.school === undefined ? {} : { school: parting.school }),
    ...{ proposedOn: proposed.on, proposedBy: proposed.subject },
    ...(parting.status === 'proposed'
      ? {}
      : { decidedOn: parting.decided.on, decidedBy: parting.decided.subject }),
    ...(parting.status === 'refused' ? { refusedFor: parting.refusedFor } : {}),
  }
}

/** What a parting has to name of a record, and what of it may be named. */
export const itemsAnswer = z.strictObject({
  personId: id,
  aids: z.array(z.strictObject({ aid, from: day })),
  schoolCode: z.string().optional().meta({ description: 'the school that enrolled them last' }),
  coverage: z.array(z.strictObject({ scheme, city, employment, from: day, to: day.nullable() })),
  payments: z.array(
    z.strictObject({
      billId: id,
      scheme: scheme.optional(),
      from: month.optional(),
      to: month.optional(),
      paidOn: day.optional().meta({ description: 'absent: money was paid back on it, and it is short' }),
    }),
  ),
})

export const showItems = (
  { insured }: PersonRecord,
  pupil: Pupil | undefined,
): z.output<typeof itemsAnswer> => ({
  personId: insured.personId,
  aids: insured.aids.map(({ aid: category, from }) => ({ aid: category, from })),
  ...(pupil && !pupil.gone ? { schoolCode: pupil.schoolCode } : {}),
  coverage: insured.spells.map(({ scheme: of, city: at, employment: as, from, to }) => ({
    ...{ scheme: of, city: at, employment: as, from, to },
  })),
  payments: [
    ...insured.paidBills.map(({ billId, scheme: of, from, to, paidOn }) => ({
      ...{ billId, scheme: of, from, to, paidOn },
    })),
    ...(insured.shortBills ?? []).map(({ billId }) => ({ billId })),
  ],
})
