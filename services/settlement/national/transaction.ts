import type * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import type { Decider } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import type { MayReverse } from '../claim/reverse-claim.ts'
import type { NationalEffects } from './effects.ts'

/** Whether a settlement is recorded, or only told. */
export type SettlementMode = 'preview' | 'settle'

/** A message after its envelope was checked: who speaks, when, and the transaction's own fields. */
export type NationalMessage<Input> = {
  readonly infno: string
  readonly msgid: string
  /** The institution the message speaks for; empty for a transaction that any party to a claim may send. */
  readonly institution: string
  readonly input: Input
  readonly today: Day
  /** Who sends it and when, for what it records. */
  readonly by?: string
  /** The same, for whoever traces their looks. */
  readonly asker: Decider
  /** Whom the token is of, or who gave the key it is signed with, whatever operator the message names. */
  readonly behind: readonly string[]
  /** Says why a claim is not the caller's to move. */
  readonly mayReverse: MayReverse
  readonly effects: NationalEffects
}

/** The groups of an answer's `output`. */
export type Output = Readonly<Record<string, unknown>>

type Definition<Input extends z.ZodType> = {
  readonly infno: string
  /** Its national name, and what it does here. */
  readonly name: string
  readonly does: string
  /** `institution`: sent by the institution it concerns; `party`: by whoever is a party to the claim. */
  readonly sentBy: 'institution' | 'party'
  readonly input: Input
  /** Whether it only shows a person's data: each look is traced. */
  readonly shows?: true
  /** Whether it asks for a person that its sender may not have before them: each try of an institution is counted. */
  readonly looksUp?: true
  /** What `output` holds, for the documentation. */
  readonly answers: string
  perform(message: NationalMessage<z.output<Input>>): Promise<Decision<Output>>
}

/** One transaction of the national interface: its documentation, its fields and what it does. */
export type Transaction = Definition<z.ZodType>

/** Defines a transaction with the type of its fields known to what it does. */
export const defineTransaction = <Input extends z.ZodType>(definition: Definition<Input>): Transaction =>
  definition

const groups = [
  'data',
  'mdtrtinfo',
  'dscginfo',
  'druginfo',
  'setlinfo',
  'refmedin',
  'stmtinfo',
  'signIn',
  'signOut',
  'fsUploadIn',
  'fsDownloadIn',
] as const

/**
 * The fields of an input without the group that the interface puts them in (`data`, `mdtrtinfo`, `druginfo` …). So a
 * sender may also leave the group out. Of a list of groups the first gives the fields and the list stays readable.
 */
export const ungrouped = (input: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const flat: Record<string, unknown> = { ...input }
  for (const name of groups) {
    const group = input[name]
    const first: unknown = Array.isArray(group) ? group[0] : group
    if (first !== null && typeof first === 'object') Object.assign(flat, first)
  }
  return flat
}
