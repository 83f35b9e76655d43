import type { Day } from '#shared/calendar/day.ts'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { cityYearKey } from '../adapters/keys.ts'
import type { StoredApplication } from '../adapters/records.ts'
import { readRecord } from '../adapters/records.ts'
import type { ApplyForGap, GapApplication } from '../domain/gap-application.ts'
import { applyForGap, approveApplication } from '../domain/gap-application.ts'
import { assessmentRuleAt, gapRuleAt } from '../domain/rules.ts'
import type { Effects } from '../effects.ts'

type Needs = Pick<Effects, 'store' | 'policy'>

/** Finds an application by its id, which names its scheme, year and city. */
export const findApplication = async (
  applicationId: string,
  { store }: Pick<Effects, 'store'>,
): Promise<StoredApplication | undefined> => {
  const [, scheme, year, city] = /^G-(employee|resident)-(\d{4})-(\d{6})$/.exec(applicationId) ?? []
  if (scheme === undefined || city === undefined) return undefined
  return readRecord(store, 'GAPS', { scheme: scheme as Scheme, year: Number(year), city })
}

/** Records an application; the same one again gets the same answer, another one for the same gap is refused. */
export const applyForGapCommand = async (
  command: ApplyForGap,
  { store, policy }: Needs,
): Promise<Decision<GapApplication>> => {
  const requestHash = fingerprint(command)
  const closed = await readRecord(store, 'YEARS', command)
  const figures = closed && {
    income: closed.income,
    expenditure: closed.expenditure,
    plannedExpenditure: closed.plannedExpenditure,
  }
  const decided = applyForGap(command, figures, gapRuleAt(policy(), command.scheme, command.year))
  if (decided.status === 'refused') return decided
  const { scheme, year, city } = command
  const item = {
    ...decided.value,
    kind: 'gap-application',
    requestHash,
    ...cityYearKey('GAPS', scheme, year, city),
  }
  const written = await store.write([{ kind: 'replace', item: item as Item & typeof item, version: 0 }])
  if (written.status === 'written') return decided
  const existing = written.failed[0]?.existing
  if (existing?.requestHash === requestHash) return accept(existing as unknown as StoredApplication)
  return refuse('application.exists', `there is another application ${decided.value.applicationId}`)
}

/** Records the province's approval; the same approval again gets the same answer. */
export const approveApplicationCommand = async (
  stored: StoredApplication,
  approval: { readonly assessmentScore: number; readonly approvedBy: string; readonly approvedOn: Day },
  { store, policy }: Needs,
): Promise<Decision<GapApplication>> => {
  const { scheme, year, city, version } = stored
  if (
    stored.status !== 'applied' &&
    stored.approvedBy === approval.approvedBy &&
    stored.assessmentScore === approval.assessmentScore
  )
    return accept(stored)
  const decided = approveApplication(approval, stored, {
    gap: gapRuleAt(policy(), scheme, year),
    assessment: assessmentRuleAt(policy(), year),
  })
  if (decided.status === 'refused') return decided
  const item = { ...decided.value, ...cityYearKey('GAPS', scheme, year, city) }
  const written = await store.write([{ kind: 'replace', item: item as Item & typeof item, version }])
  if (written.status === 'written') return decided
  const now = await findApplication(stored.applicationId, { store })
  return now ? approveApplicationCommand(now, approval, { store, policy }) : decided
}
