import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'

/** Whom a payment order can pay: a hospital or pharmacy, an insured person, an employer, or an office by its division. */
const payeeKinds = ['institution', 'person', 'employer', 'office'] as const
export const payeeKind = z.enum(payeeKinds)
export type PayeeKind = z.output<typeof payeeKind>

/** What the number of an identity card looks like, of fifteen digits or eighteen. */
const cardNumber = /^(\d{15}|\d{17}[\dXx])$/

/** A card's number by its parts: a province, the rest of its division, a day of birth, and a few digits more. */
const birthInCard =
  /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{4}((?:19|20)?\d{6})\d{3}[\dXx]?$/

/** Whether an id is the number of a card by its parts too: an employer's number may have as many digits. */
const namesABirth = (id: string): boolean => {
  const birth = birthInCard.exec(id)?.[1]
  if (birth === undefined || !cardNumber.test(id)) return false
  const [month, day] = [Number(birth.slice(-4, -2)), Number(birth.slice(-2))]
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

/** Who is paid, by the id that they have here: never a name, an account or the number of an identity card. */
export const payee = z
  .strictObject({ kind: payeeKind, id })
  .refine(
    ({ kind, id: named }) => !(kind === 'person' ? cardNumber.test(named) : namesABirth(named)),
    'whoever is paid is named by their id here, not by the number of an identity card',
  )
export type Payee = z.output<typeof payee>
