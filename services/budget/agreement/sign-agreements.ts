import type { Day, FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { ratioAt, tableAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import type { Agreement, Terms } from './rules/agreement.ts'
import { terms as termsShape } from './rules/agreement.ts'
import type { AgreementChange } from './rules/change-agreement.ts'
import { changeAgreement } from './rules/change-agreement.ts'
import type { TermLimits } from './rules/sign-agreement.ts'
import { signAgreement } from './rules/sign-agreement.ts'
import { readAgreements, saveAgreements } from './store.ts'
import { agreementLimits } from './usual-terms.ts'

type CityYear = { readonly city: CityCode; readonly year: FundYear }

/** What the policy of a year lets agreements say at most. */
export const termLimitsAt = ({ policy }: Effects, { city, year }: CityYear): TermLimits => {
  const moment = { on: firstDayOfYear(year), city }
  return {
    ...agreementLimits(policy(), { city, year }),
    depositShare: ratioAt(policy(), 'total_control.deposit_share_limit', moment),
    workingCapitalShare: ratioAt(policy(), 'total_control.working_capital_limit', moment),
  }
}

/** The terms of the province's model agreement, or what the city made of it. */
const modelTermsAt = ({ policy }: Effects, { city, year }: CityYear): Terms =>
  tableAt(policy(), 'total_control.model_agreement', { on: firstDayOfYear(year), city }, termsShape)

type Drafts = CityYear & {
  readonly on: Day
  readonly agreements: readonly {
    readonly institution: string
    readonly from?: Day | undefined
    readonly to?: Day | undefined
    /** The province's model agreement when absent. */
    readonly terms?: Terms | undefined
  }[]
}

/** What became of one of several agreements. */
export type SignedRow = {
  readonly institution: string
  readonly status: 'signed' | 'repeated' | 'refused'
  readonly version?: number
  readonly code?: string
  readonly reason?: string
}

/**
 * Signs agreements with institutions of a city, each for itself. Those that are accepted are signed in one transaction.
 * The same again after a crash finds what was signed.
 */
export const signAll = (effects: Effects, by: string, drafts: Drafts): Promise<SignedRow[]> => {
  const { store } = effects
  const { city, year, on } = drafts
  const limits = termLimitsAt(effects, drafts)
  const model = modelTermsAt(effects, drafts)
  return retryConflicts(async () => {
    const institutions = drafts.agreements.map(({ institution }) => institution)
    const standing = await readAgreements(store, city, year, institutions)
    const decided = drafts.agreements.map((draft, index) => {
      const before = standing[index]
      const { terms = model } = draft
      const decision = signAgreement({ ...draft, terms, city, year, limits, signed: { by, on } }, before)
      return { institution: draft.institution, before, decision }
    })
    const changes = decided.flatMap(({ before, decision }) =>
      decision.status === 'accepted' && decision.value !== before
        ? [{ changed: decision.value, before }]
        : [],
    )
    if (!(await saveAgreements(store, changes))) return undefined
    return decided.map(({ institution, before, decision }): SignedRow => {
      if (decision.status === 'refused') {
        const { code, reason } = decision.refusal
        return { institution, status: 'refused', code, reason }
      }
      const status = decision.value === before ? 'repeated' : 'signed'
      return { institution, status, version: decision.value.version }
    })
  })
}

/** Changes one agreement; refused where nothing was signed, and when someone else changed it at the same time. */
export const changeOne = async (
  { store }: Effects,
  { city, year, institution }: CityYear & { readonly institution: string },
  command: AgreementChange,
): Promise<Decision<Agreement>> => {
  const [before] = await readAgreements(store, city, year, [institution])
  if (!before) return refuse('agreement.unknown')
  const decision = changeAgreement(command, before)
  if (decision.status === 'refused' || decision.value === before) return decision
  const saved = await saveAgreements(store, [{ changed: decision.value, before }])
  return saved ? accept(decision.value) : refuse('agreement.changed-meanwhile')
}
