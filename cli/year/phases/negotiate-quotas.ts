import { concurrently } from '../concurrently.ts'
import type { Context, Fund } from '../context.ts'
import { fundName } from '../context.ts'
import { cityClerk, cityPublisher, cityReviewer, institutionClerk } from '../roles.ts'

/** Answers have to come by a day of the calendar; in a replayed year the real one only has to be in the future. */
const answerBy = '2099-12-31'

type InstitutionWeight = { readonly institution: string; readonly weight: string }
type Target = { readonly amounts: { readonly inpatient: number; readonly outpatient: number } }
type Histories = { readonly histories: readonly { readonly institution: string }[] }

/** Years of these books may lie far from the target: the files plan a year anew, whatever the one before came to. */
const growth = { least: '-1', most: '99' }

/**
 * The figures of each institution that the formula uses. The books have those of the years before. In a first year the
 * weights of the file are the expected figures.
 */
const candidatesOf = (
  { inputs }: Context,
  rows: readonly InstitutionWeight[],
  { amounts }: Target,
  { histories }: Histories,
) => {
  const known = new Set(histories.map(({ institution }) => institution))
  const sum = rows.reduce((total, { weight }) => total + Number(weight), 0)
  return rows.map(({ institution, weight }) => {
    const place = inputs.institutions.find(({ code }) => code === institution)
    const shareOf = (amount: number) => Math.round((amount * Number(weight)) / sum)
    const expected = {
      inpatient: shareOf(amounts.inpatient),
      outpatient: shareOf(amounts.outpatient),
      reason: '首年：按申报权重',
    }
    return {
      institution,
      level: Number(place?.level ?? 1),
      category: place?.category ?? 'general-hospital',
      firstReferral: place?.level === '1',
      ...(known.has(institution) ? {} : { expected }),
    }
  })
}

/**
 * Negotiates a fund's quotas in the open. The target comes from the budget, by two hands, the draft from a formula.
 * Every institution accepts the proposal. A colleague ends the round, and a third person publishes its plan. Days of a
 * negotiation are those of the clock: silence would take until the deadline has passed in reality.
 */
export const negotiateQuotas = async (context: Context, fund: Fund): Promise<void> => {
  const { client, inputs, year, atATime } = context
  const rows = inputs.quotas.filter(({ city, scheme }) => city === fund.city && scheme === fund.scheme)
  if (rows.length === 0) return
  const [clerk, reviewer] = [cityClerk(fund.city), cityReviewer(fund.city)]
  const key = `negotiation-${fundName(fund)}-${year}`
  const ofFund = `${fund.city}/${fund.scheme}/${year}`
  const asks = <Answer>(role: typeof clerk, path: string, step: string, body?: object) =>
    client.command<Answer>(role, 'POST', `/v1/budget/${path}`, `${key}-${step}`, body)

  await asks(clerk, 'targets', 'target', { ...fund, year, deductions: [] })
  const target = await asks<Target>(reviewer, `targets/${ofFund}/approval`, 'target-approval')
  const query = new URLSearchParams({ ...fund, year: String(year) })
  const books = await client.get<Histories>(clerk, `/v1/budget/quota-histories?${query}`)
  const basis = { kind: 'formula', candidates: candidatesOf(context, rows, target, books), growth }
  const draft = { ...fund, year, basis }
  const { number } = await asks<{ number: number }>(clerk, 'negotiations', 'draft', draft)
  const round = `negotiations/${ofFund}/${number}`
  await asks(clerk, `${round}/proposal`, 'proposal', { answerBy })
  await concurrently(rows, atATime, ({ institution }) =>
    asks(
      institutionClerk(fund.city, institution),
      `${round}/positions/${institution}/acceptance`,
      `acceptance-${institution}`,
    ),
  )
  await asks(reviewer, `${round}/agreement`, 'agreement')
  await asks(cityPublisher(fund.city), `${round}/publication`, 'publication')
}
