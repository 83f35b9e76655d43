import { monthsOf } from '#shared/calendar/day.ts'
import type { Context } from './context.ts'
import { approveFinalAccounts, sealLedgers } from './phases/account.ts'
import { signAgreements } from './phases/agree.ts'
import { answerWarnings } from './phases/answer-warnings.ts'
import { creditInterest, creditRetirees, grantMaternity, payHeirs } from './phases/benefits.ts'
import type { BillBook } from './phases/billing.ts'
import { billMonth, billResidents } from './phases/billing.ts'
import { collectByCounty } from './phases/by-county.ts'
import { insureWithoutNumber } from './phases/certificates.ts'
import type { ClaimTally } from './phases/claims.ts'
import { newSettlements, sendClaims } from './phases/claims.ts'
import { clearYear } from './phases/clear.ts'
import { adjustBudgets, closeYear, evaluateBudgets, levy, shareGaps } from './phases/close.ts'
import { correctBills } from './phases/correct-bills.ts'
import { correctClaims } from './phases/correct-claims.ts'
import { issueStatements, placeInVillages } from './phases/divisions.ts'
import { draftNextBudget } from './phases/draft-next-budget.ts'
import { decideTwice, payTwice, registerTwice } from './phases/duplicates.ts'
import { enrol, provePaidMonths, sayAid } from './phases/enrol.ts'
import { answerDues } from './phases/exchange.ts'
import { hearOffices } from './phases/feeds.ts'
import type { ForecastResult } from './phases/forecast.ts'
import { forecastFund } from './phases/forecast.ts'
import { planFunds } from './phases/fund-plans.ts'
import { giveBackShares } from './phases/give-back.ts'
import { workOutIndicators, workOutYear } from './phases/indicators.ts'
import { learnOfDeath } from './phases/late-death.ts'
import { chargeLatePayers } from './phases/late-fees.ts'
import { moveCity } from './phases/move-city.ts'
import { mergeAlike, partAlike, registerAlike } from './phases/parting.ts'
import { countHeads, lendWorkingCapital, payByCases } from './phases/pay-by-cases.ts'
import { judgeFunds, payInstitutions } from './phases/pay-institutions.ts'
import { payRelatives } from './phases/pay-relatives.ts'
import { pay, stateMonth, subsidise, sweep } from './phases/payments.ts'
import { publishYear } from './phases/publish.ts'
import { loadReferenceData } from './phases/reference-data.ts'
import { refundWhoLeft } from './phases/refund.ts'
import { repairMissedYear } from './phases/repair.ts'
import { endRest, payKept, registerKept, restCoverage } from './phases/resting.ts'
import { retireByLumpSum } from './phases/retire.ts'
import { settleCities } from './phases/settle-cities.ts'
import { shareAccount } from './phases/share-account.ts'
import { hireAndLeave } from './phases/staff.ts'
import { correctFinalYear, inspectLate, supervise } from './phases/supervise.ts'
import { supportFunds } from './phases/support.ts'
import { mendTaxDay } from './phases/tax-day.ts'
import { tryTheFunds, tryTheLaw, tryThePayment } from './phases/try-the-law.ts'
import { unifyTheLaw } from './phases/unify.ts'
import { handInWages } from './phases/wages.ts'

/** What a year leaves beside its books. */
export type YearOutcome = {
  readonly tally: ClaimTally
  /** What cities gave back of their shares of the adjustment fund, in fen. */
  readonly givenBack: number
  readonly forecast?: ForecastResult
}

/** Governments pay their subsidies in two parts. */
const subsidyMonths = ['01', '07']

/**
 * Takes a province through a fund year, through HTTP and events only. The year has agreements, plans, people,
 * contributions, claims and payments to institutions. Then come the close, the clearing, the levy, the sharing of gaps,
 * the final accounts, the draft of the next budget, and another law tried on the claims. Claims begin when every payment's effects have arrived. A month is closed when its claims'
 * effects have. So the same files give the same year. A month is billed and paid while institutions are paid for the
 * one before.
 * @returns what became of the claims, and what came after the year
 */
export const runYear = async (context: Context): Promise<YearOutcome> => {
  const { year } = context
  await loadReferenceData(context)
  await signAgreements(context)
  await planFunds(context)
  await payByCases(context)
  await lendWorkingCapital(context)
  const ids = await enrol(context)
  await placeInVillages(context, ids)
  const twin = await registerTwice(context, ids)
  const alike = await registerAlike(context, ids, twin)
  const kept = await registerKept(context)
  await provePaidMonths(context)
  await sayAid(context)
  await retireByLumpSum(context)
  await handInWages(context)
  const book: BillBook = new Map()
  const settlements = newSettlements()
  const { noteworthy } = settlements.tally
  await billResidents(context, book)
  await pay(context, (paidOn) => paidOn < `${year}-01-01`, { book, ids })
  await payKept(context, kept, book)
  for (const month of monthsOf(year - 1).slice(-4)) await stateMonth(context, month)
  for (const second of [twin, alike]) await payTwice(context, second, book)
  let paid = Promise.resolve()
  for (const month of monthsOf(year)) {
    const collected = billMonth(context, month, book).then(() =>
      pay(context, (paidOn) => paidOn.startsWith(month), { book, ids }),
    )
    await Promise.all([paid, collected])
    if (month.endsWith('-09')) await restCoverage(context, 'soldier', kept)
    if (month.endsWith('-09')) await hireAndLeave(context, month, `${year}-10`)
    if (subsidyMonths.includes(month.slice(5))) await subsidise(context, month)
    if (month.endsWith('-02')) await decideTwice(context, twin)
    if (month.endsWith('-02')) await mergeAlike(context, alike)
    if (month.endsWith('-03')) await refundWhoLeft(context, month, { ids, book })
    if (month.endsWith('-04')) await correctBills(context, month, { ids, book })
    if (month.endsWith('-04')) await restCoverage(context, 'prisoner', kept)
    if (month.endsWith('-05')) await mendTaxDay(context, month, { ids, book })
    if (month.endsWith('-08')) await chargeLatePayers(context, month)
    if (month.endsWith('-11')) await moveCity(context, month, ids)
    if (month.endsWith('-12')) await payRelatives(context, month, { ids, book })
    if (month.endsWith('-10')) await endRest(context, kept)
    await answerDues(context, month)
    await sweep(context, month)
    await stateMonth(context, month)
    if (month.endsWith('-09')) await shareAccount(context, month, ids)
    await sendClaims(context, month, { ids, settlements })
    if (month.endsWith('-10')) {
      await grantMaternity(context, ids)
      await creditRetirees(context)
    }
    if (month.endsWith('-06')) await partAlike(context, alike, settlements)
    if (month.endsWith('-11')) await supervise(context, month, settlements)
    if (month.endsWith('-12')) {
      noteworthy.corrected = await correctClaims(context)
      const others = [twin?.first, alike?.first]
      noteworthy.takenBack = await learnOfDeath(context, month, { ids, settlements, others })
    }
    await judgeFunds(context, month)
    await answerWarnings(context, month)
    await workOutIndicators(context, month)
    paid = payInstitutions(context, month).then(() => settleCities(context, month))
  }
  await paid
  await supportFunds(context)
  await countHeads(context)
  await issueStatements(context, ids)
  await adjustBudgets(context)
  await closeYear(context)
  await creditInterest(context)
  await payHeirs(context, ids)
  await clearYear(context)
  await evaluateBudgets(context)
  await levy(context)
  await shareGaps(context)
  await inspectLate(context, `${year + 1}-04-22`, settlements)
  await approveFinalAccounts(context)
  await correctFinalYear(context, `${year + 1}-04-29`, settlements)
  const givenBack = await giveBackShares(context)
  await workOutYear(context)
  await publishYear(context)
  await draftNextBudget(context)
  const forecast = await forecastFund(context)
  await hearOffices(context)
  await collectByCounty(context)
  await tryTheLaw(context)
  await unifyTheLaw(context)
  await tryTheFunds(context)
  await tryThePayment(context)
  await insureWithoutNumber(context)
  await sealLedgers(context, `${year + 1}-04-30`)
  await repairMissedYear(context, kept)
  return { tally: settlements.tally, givenBack, ...(forecast && { forecast }) }
}
