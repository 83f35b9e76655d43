import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import type { Agreement, Hand } from './rules/agreement.ts'
import { changeAgreement } from './rules/change-agreement.ts'
import type { AgreementPlace } from './rules/proposal.ts'
import { readAgreements, saveAgreement } from './store.ts'
import type { CityYear } from './term-limits.ts'

/** What the law lets the office do alone. */
type OneSided = {
  readonly change: 'suspend' | 'withdraw'
  readonly from: Day
  readonly reason: string
  /** The hand says on which day it is done, which nobody types. */
  readonly by: Hand
}

/** Changes an agreement by the office's word; refused when someone else changed it at the same time. */
export const changeAlone = async (
  { store }: Effects,
  place: CityYear & AgreementPlace,
  command: OneSided,
): Promise<Decision<Agreement>> => {
  const [before] = await readAgreements(store, place.city, place.year, [place.institution])
  if (!before) return refuse('agreement.unknown')
  const { by, change, ...said } = command
  const step = change === 'suspend' ? 'suspended' : 'withdrawn'
  const made = { step, office: by } as const
  const decision = changeAgreement({ ...said, change, by: by.by, on: by.on, made }, before)
  if (decision.status === 'refused' || decision.value === before) return decision
  const saved = await saveAgreement(store, { changed: decision.value, before })
  return saved ? accept(decision.value) : refuse('agreement.changed-meanwhile')
}
