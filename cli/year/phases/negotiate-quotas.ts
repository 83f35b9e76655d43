import { concurrently } from '../concurrently.ts'
import type { Context, Fund } from '../context.ts'
import { fundName } from '../context.ts'
import { amountIn } from '../inputs.ts'
import { cityClerk, cityReviewer, institutionClerk } from '../roles.ts'

/** Answers have to come by a day of the calendar; in a replayed year the real one only has to be in the future. */
const answerBy = '2099-12-31'

type InstitutionWeight = { readonly institution: string; readonly weight: string }

/** Of the quota an institution would have by its weight, what is expected for stays; the rest is for visits. */
const shareOfStays = 0.8

/**
 * The figures of each institution that the formula uses. In a first year the weights of the file are the expected
 * figures.
 */
const candidatesOf = ({ inputs }: Context, rows: readonly InstitutionWeight[], target: number) => {
  const sum = rows.reduce((total, { weight }) => total + Number(weight), 0)
  return rows.map(({ institution, weight }) => {
    const place = inputs.institutions.find(({ code }) => code === institution)
    const quota = Math.round((target * Number(weight)) / sum)
    const inpatient = Math.round(quota * shareOfStays)
    return {
      institution,
      level: Number(place?.level ?? 1),
      category: place?.category ?? 'general-hospital',
      firstReferral: place?.level === '1',
      expected: { inpatient, outpatient: quota - inpatient, reason: '首年：按申报权重' },
    }
  })
}

/**
 * Negotiates a fund's quotas in the open, instead of publishing them by weight. The target comes from the budget, the
 * draft from a formula. Every institution accepts the proposal. The plan is published by someone other than the
 * drafter.
 */
export const negotiateQuotas = async (context: Context, fund: Fund): Promise<void> => {
  const { client, inputs, year, atATime } = context
  const rows = inputs.quotas.filter(({ city, scheme }) => city === fund.city && scheme === fund.scheme)
  const [first] = rows
  if (!first) return
  const [clerk, reviewer] = [cityClerk(fund.city), cityReviewer(fund.city)]
  const key = `negotiation-${fundName(fund)}-${year}`
  const ofFund = `${fund.city}/${fund.scheme}/${year}`
  const asks = (role: typeof clerk, path: string, step: string, body?: object) =>
    client.command<{ number: number }>(role, 'POST', `/v1/budget/${path}`, `${key}-${step}`, body)

  await asks(clerk, 'targets', 'target', { ...fund, year, deductions: [] })
  await asks(reviewer, `targets/${ofFund}/approval`, 'target-approval')
  const candidates = candidatesOf(context, rows, amountIn('quotas', first, 'target'))
  const basis = { kind: 'formula', candidates }
  const { number } = await asks(clerk, 'negotiations', 'draft', { ...fund, year, basis })
  const round = `negotiations/${ofFund}/${number}`
  await asks(clerk, `${round}/proposal`, 'proposal', { answerBy })
  await concurrently(rows, atATime, ({ institution }) =>
    asks(
      institutionClerk(fund.city, institution),
      `${round}/positions/${institution}/acceptance`,
      `acceptance-${institution}`,
    ),
  )
  await asks(clerk, `${round}/agreement`, 'agreement')
  await asks(reviewer, `${round}/publication`, 'publication')
}
