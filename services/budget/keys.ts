import type { FundYear, Month } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { Key } from '#shared/edge/store/store.ts'

/** The names of a fund. */
type Fund = { readonly city: string; readonly scheme: string }

/** A fund in a key: the city first, so that a role can be bound to a city's partitions. */
const of = ({ city, scheme }: Fund) => `${city}#${scheme}`

/** A fund's own partition: its periods, its money, its opening and its closed years. */
export const fundPartition = (fund: Fund) => `FUND#${of(fund)}`
export const periodPrefix = 'PERIOD#'
export const periodKey = (fund: Fund, period: string): Key => ({
  pk: fundPartition(fund),
  sk: `${periodPrefix}${period}`,
})
/** What a period held when it was closed, to tell later that nothing changed. */
export const closingKey = (fund: Fund, period: string): Key => ({
  pk: fundPartition(fund),
  sk: `CLOSING#${period}`,
})
export const cashKey = (fund: Fund): Key => ({ pk: fundPartition(fund), sk: 'CASH' })
export const openingKey = (fund: Fund): Key => ({ pk: fundPartition(fund), sk: 'OPENING' })
export const openingProposalKey = (fund: Fund): Key => ({ pk: fundPartition(fund), sk: 'OPENING-PROPOSAL' })
/** For how many person-months of a year contributions are paid in full. */
export const insuredKey = (fund: Fund, year: FundYear): Key => ({
  pk: fundPartition(fund),
  sk: `INSURED#${year}`,
})
export const yearCloseKey = (fund: Fund, year: FundYear): Key => ({
  pk: fundPartition(fund),
  sk: `YEAR-CLOSE#${year}`,
})

export const closeProposalKey = (fund: Fund, year: FundYear): Key => ({
  pk: fundPartition(fund),
  sk: `YEAR-CLOSE-PROPOSAL#${year}`,
})

/** How many retired persons' accounts were credited for a year. */
export const retiredKey = (fund: Fund, year: FundYear): Key => ({
  pk: fundPartition(fund),
  sk: `RETIRED#${year}`,
})

/** Who bears a year's gap, the final accounts of a cleared year, and how its budget's targets were fulfilled. */
export const gapSharePrefix = 'GAP-SHARE#'
export const gapShareKey = (fund: Fund, year: FundYear): Key => ({
  pk: fundPartition(fund),
  sk: `${gapSharePrefix}${year}`,
})
export const yearFinalKey = (fund: Fund, year: FundYear): Key => ({
  pk: fundPartition(fund),
  sk: `YEAR-FINAL#${year}`,
})
/** Where the corrections of a fund's years stand that a shared gap was trued up by again. */
export const correctedYearPrefix = (year: FundYear): string => `YEAR-CORRECTED#${year}#`
export const correctedYearKey = (fund: Fund, year: FundYear, number: number): Key => ({
  pk: fundPartition(fund),
  sk: `${correctedYearPrefix(year)}${String(number).padStart(4, '0')}`,
})
export const performanceTargetsKey = (fund: Fund, year: FundYear): Key => ({
  pk: fundPartition(fund),
  sk: `PERFORMANCE-TARGETS#${year}`,
})
export const performanceKey = (fund: Fund, year: FundYear): Key => ({
  pk: fundPartition(fund),
  sk: `PERFORMANCE#${year}`,
})

/** What was booked in a month for an earlier year, and the years that are cleared with every institution. */
export const costPrefix = 'COST#'
export const costKey = (fund: Fund, year: FundYear, bookedIn: Month): Key => ({
  pk: fundPartition(fund),
  sk: `${costPrefix}${year}#${bookedIn}`,
})
export const lateCostKey = (fund: Fund, year: FundYear): Key => ({
  pk: fundPartition(fund),
  sk: `LATE-COST#${year}`,
})
/** What was decided, or is to be decided, on costs that came to a year after it was cleared. */
export const lateCostDecisionPrefix = (year: FundYear) => `LATE-COST-DECISION#${year}#`
export const lateCostDecisionKey = (fund: Fund, year: FundYear, number: number): Key => ({
  pk: fundPartition(fund),
  sk: `${lateCostDecisionPrefix(year)}${String(number).padStart(4, '0')}`,
})
/** What an institution bears of such costs. */
export const borneCostPrefix = (institution: string, year?: FundYear) =>
  `LATE-COST-BORNE#${institution}#${year === undefined ? '' : `${year}#`}`
export const borneCostKey = (fund: Fund, institution: string, year: FundYear, number: number): Key => ({
  pk: fundPartition(fund),
  sk: `${borneCostPrefix(institution, year)}${String(number).padStart(4, '0')}`,
})
export const yearClearedKey = (fund: Fund, year: FundYear): Key => ({
  pk: fundPartition(fund),
  sk: `YEAR-CLEARED#${year}`,
})

/** Entries stand together by fund and period; their order within is that of their ids. */
export const journalPartition = (fund: Fund, period: string) => `JOURNAL#${of(fund)}#${period}`
export const entryKey = (fund: Fund, period: string, entryId: string): Key => ({
  pk: journalPartition(fund, period),
  sk: `ENTRY#${entryId}`,
})

export const voucherPartition = (fund: Fund) => `VOUCHERS#${of(fund)}`
export const voucherKey = (fund: Fund, voucherId: string): Key => ({
  pk: voucherPartition(fund),
  sk: voucherId,
})

/** A city's chain of blocks over the entries of its funds, and its end. */
export const sealPartition = (city: string) => `SEALS#${city}`
export const sealHeadKey = (city: string): Key => ({ pk: sealPartition(city), sk: 'HEAD' })
export const blockPrefix = 'BLOCK#'
export const blockKey = (city: string, number: number): Key => ({
  pk: sealPartition(city),
  sk: `${blockPrefix}${String(number).padStart(9, '0')}`,
})

/**
 * An institution's claims of a year, by the month they belong to: at once the drill-down and the proof of having been
 * posted. A year stands together, so that whoever assesses it asks once.
 */
export const postingPartition = (fund: Fund, year: FundYear, institution: string) =>
  `CLAIMS#${of(fund)}#${year}#${institution}`
/** The postings of a month in their partition. */
export const postingsOfMonth = (fund: Fund, month: Month, institution: string) => ({
  pk: postingPartition(fund, yearOf(month), institution),
  prefix: `${month}#`,
})
export const postingKey = (fund: Fund, month: Month, institution: string, claimId: string): Key => {
  const { pk, prefix } = postingsOfMonth(fund, month, institution)
  return { pk, sk: `${prefix}${claimId}` }
}

/** What an institution is owed for persons insured in other cities: found like its claims, by the month they belong to. */
export const visitorPartition = (fund: Fund, year: FundYear, institution: string) =>
  `VISITORS#${of(fund)}#${year}#${institution}`
export const visitorKey = (fund: Fund, month: Month, institution: string, claimId: string): Key => ({
  pk: visitorPartition(fund, yearOf(month), institution),
  sk: `${month}#${claimId}`,
})

/** What stands in public of a fund: a record a document, and how far it was looked through. */
export const publicPartition = (fund: Fund) => `PUBLIC#${of(fund)}`
export const publicHeadKey = (fund: Fund): Key => ({ pk: publicPartition(fund), sk: 'HEAD' })
export const publicDocumentKey = (fund: Fund, document: string, period: string): Key => ({
  pk: publicPartition(fund),
  sk: `DOCUMENT#${document}#${period}`,
})

export const publicListKey = ({ city }: Pick<Fund, 'city'>): Key => ({ pk: `PUBLIC#${city}`, sk: 'LIST' })

/** Who tried what on a division's funds, by the day. */
export const fundTrialPartition = (division: string) => `FUND-TRIALS#${division}`
export const fundTrialKey = (division: string, on: string, trialId: string): Key => ({
  pk: fundTrialPartition(division),
  sk: `${on}#${trialId}`,
})

/** Who tried what on how a fund's institutions are paid, by the day. */
export const paymentTrialPartition = (fund: Fund) => `PAYMENT-TRIALS#${of(fund)}`
export const paymentTrialKey = (fund: Fund, on: string, trialId: string): Key => ({
  pk: paymentTrialPartition(fund),
  sk: `${on}#${trialId}`,
})

/** What institutions are called, as settlement told it. */
export const institutionNames = 'INSTITUTION-NAMES'
export const institutionNameKey = (institution: string): Key => ({ pk: institutionNames, sk: institution })

/** A payment received, where it was posted. */
export const receiptKey = (fund: Fund, paymentId: string): Key => ({
  pk: `RECEIPT#${of(fund)}#${paymentId}`,
  sk: 'RECEIPT',
})

/** What is booked of the facts of a month that contribution told of, by the month it is booked in. */
export const contributedPartition = (fund: Fund) => `CONTRIBUTED#${of(fund)}`
export const contributedKey = (fund: Fund, factMonth: Month, bookedIn: Month): Key => ({
  pk: contributedPartition(fund),
  sk: `${factMonth}#${bookedIn}`,
})

/** A credit to a retired person's account, where it was posted. */
export const retireeCreditKey = (fund: Fund, creditOf: string): Key => ({
  pk: `RETIREE-CREDIT#${of(fund)}#${creditOf}`,
  sk: 'CREDIT',
})

/** Interest of a personal account, where it was posted. */
export const accountInterestKey = (fund: Fund, interestOf: string): Key => ({
  pk: `ACCOUNT-INTEREST#${of(fund)}#${interestOf}`,
  sk: 'INTEREST',
})

/** A month as contribution stated it last. */
export const statedPartition = (fund: Fund) => `STATED#${of(fund)}`
export const statedKey = (fund: Fund, month: Month): Key => ({ pk: statedPartition(fund), sk: month })

/** A movement of the suspense account, by the payment and the part of it. */
export const suspensePostedKey = (fund: Fund, paymentId: string, part: number): Key => ({
  pk: `SUSPENSE#${of(fund)}#${paymentId}`,
  sk: `PART#${String(part).padStart(4, '0')}`,
})

/** What was recovered of an institution's claims: at once the list and the proof of having been booked. */
export const recoveryPartition = (fund: Fund, institution: string) => `RECOVERIES#${of(fund)}#${institution}`
export const recoveryKey = (fund: Fund, institution: string, recoveryId: string): Key => ({
  pk: recoveryPartition(fund, institution),
  sk: recoveryId,
})

/** Settlements between cities, and what each comes to for each city. */
export const citySettlementPartition = (scheme: string) => `CITY-SETTLEMENTS#${scheme}`
export const citySettlementKey = (scheme: string, number: number): Key => ({
  pk: citySettlementPartition(scheme),
  sk: String(number).padStart(6, '0'),
})
export const cityShareMonthPartition = (scheme: string, month: Month) => `CITY-SHARES#${scheme}#${month}`
export const cityShareKey = (scheme: string, month: Month, city: string): Key => ({
  pk: cityShareMonthPartition(scheme, month),
  sk: city,
})

export const institutionMonthPartition = (fund: Fund, month: Month) => `INSTITUTIONS#${of(fund)}#${month}`
/** An institution's month. What its own people cost elsewhere a fund counts apart, by the place that pays for it. */
export const institutionMonthKey = (
  fund: Fund,
  month: Month,
  institution: string,
  treatedIn?: string,
): Key => ({
  pk: institutionMonthPartition(fund, month),
  sk: treatedIn === undefined ? institution : `${institution}@${treatedIn}`,
})
/** Beside an institution's month: how many of its claims belong to an earlier month, which was closed when they came. */
export const latePrefix = 'late:'
export const lateMonth = (month: Month) => `${latePrefix}${month}`
export const standingPartition = (fund: Fund, year: FundYear) => `STANDINGS#${of(fund)}#${year}`
export const standingKey = (fund: Fund, year: FundYear, institution: string): Key => ({
  pk: standingPartition(fund, year),
  sk: institution,
})
export const statementPartition = (fund: Fund, month: Month) => `STATEMENTS#${of(fund)}#${month}`
/** What an institution answered to its statement of a month. */
export const statementAnswerKey = (fund: Fund, month: Month, institution: string): Key => ({
  pk: `STATEMENT-ANSWERS#${of(fund)}#${month}`,
  sk: institution,
})

/** The contested statements of a fund, in order of months. */
export const statementContestPartition = (fund: Fund) => `STATEMENT-CONTESTS#${of(fund)}`
export const statementContestKey = (fund: Fund, month: Month, institution: string): Key => ({
  pk: statementContestPartition(fund),
  sk: `${month}#${institution}`,
})

/** Claims of which a contest was upheld, until they are corrected. */
export const upheldClaimPartition = (fund: Fund) => `UPHELD-CLAIMS#${of(fund)}`
export const upheldClaimKey = (fund: Fund, month: Month, institution: string, claimId: string): Key => ({
  pk: upheldClaimPartition(fund),
  sk: `${month}#${institution}#${claimId}`,
})

/** Tables of case groups, cut into parts, and what experts decided on single cases. */
export const groupTablePartition = (tableId: string) => `GROUP-TABLE#${tableId}`
export const groupTableKey = (tableId: string): Key => ({ pk: groupTablePartition(tableId), sk: 'TABLE' })
/** All tables that two persons decided on, or that wait for one. */
export const decidedTables = 'GROUP-TABLES'
export const groupPartPrefix = 'PART#'
export const groupPartKey = (tableId: string, part: number): Key => ({
  pk: groupTablePartition(tableId),
  sk: `${groupPartPrefix}${String(part).padStart(4, '0')}`,
})
export const caseReviewPartition = (fund: Fund, year: FundYear) => `CASE-REVIEWS#${of(fund)}#${year}`
export const caseReviewKey = (fund: Fund, year: FundYear, claimId: string): Key => ({
  pk: caseReviewPartition(fund, year),
  sk: claimId,
})

/** The heads of the lists of persons that a fund year's packages are paid for. */
export const packageHeadsPartition = (fund: Fund, year: FundYear) => `PACKAGE-HEADS#${of(fund)}#${year}`
export const packageHeadsKey = (fund: Fund, year: FundYear, list: string): Key => ({
  pk: packageHeadsPartition(fund, year),
  sk: list,
})

/** What all approved lists of a fund year come to. */
export const packageHeadsApprovedKey = (fund: Fund, year: FundYear): Key => ({
  pk: `PACKAGE-HEADS-APPROVED#${of(fund)}#${year}`,
  sk: 'APPROVED',
})

/** What institutions' years come to by their cases, what was advanced to them, and how their years are cleared. */
export const assessmentPartition = (fund: Fund, year: FundYear) => `ASSESSMENTS#${of(fund)}#${year}`
export const assessmentKey = (fund: Fund, year: FundYear, institution: string): Key => ({
  pk: assessmentPartition(fund, year),
  sk: institution,
})
export const volumeGrowthPartition = (fund: Fund, year: FundYear) => `VOLUME-GROWTHS#${of(fund)}#${year}`
export const volumeGrowthKey = (fund: Fund, year: FundYear, institution: string): Key => ({
  pk: volumeGrowthPartition(fund, year),
  sk: institution,
})
export const advancePartition = (fund: Fund, year: FundYear) => `ADVANCES#${of(fund)}#${year}`
export const advanceKey = (fund: Fund, year: FundYear, institution: string): Key => ({
  pk: advancePartition(fund, year),
  sk: institution,
})
export const clearingPartition = (fund: Fund, year: FundYear) => `CLEARINGS#${of(fund)}#${year}`
export const clearingKey = (fund: Fund, year: FundYear, institution: string): Key => ({
  pk: clearingPartition(fund, year),
  sk: institution,
})
export const clearingPoolPartition = (fund: Fund, year: FundYear) => `CLEARING-POOLS#${of(fund)}#${year}`
export const clearingPoolKey = (fund: Fund, year: FundYear, pool: string): Key => ({
  pk: clearingPoolPartition(fund, year),
  sk: pool,
})

export const budgetPartition = (fund: Fund) => `BUDGET#${of(fund)}`
export const budgetKey = (fund: Fund, year: FundYear): Key => ({
  pk: budgetPartition(fund),
  sk: String(year),
})

/** That a line passed what was approved for it, once for each approved budget of a year. */
export const passedLineKey = (fund: Fund, year: FundYear, approval: number, line: string): Key => ({
  pk: budgetPartition(fund),
  sk: `${year}#PASSED#${String(approval).padStart(4, '0')}#${line}`,
})

/** What policy changes would cost a fund, as settlement priced them. */
export const pricingPartition = (fund: Fund) => `PRICINGS#${of(fund)}`
export const pricingKey = (fund: Fund, pricingId: string): Key => ({
  pk: pricingPartition(fund),
  sk: pricingId,
})

export const targetPartition = (fund: Fund) => `TARGET#${of(fund)}`
export const targetKey = (fund: Fund, year: FundYear): Key => ({
  pk: targetPartition(fund),
  sk: String(year),
})
/** An approved target that another took the place of. */
export const targetNumberKey = (fund: Fund, year: FundYear, number: number): Key => ({
  pk: targetPartition(fund),
  sk: `${year}#${String(number).padStart(4, '0')}`,
})

export const exemptionKey = (fund: Fund, year: FundYear): Key => ({
  pk: budgetPartition(fund),
  sk: `${year}#EXEMPTION`,
})

export const quotaPartition = (fund: Fund, year: FundYear) => `QUOTAS#${of(fund)}#${year}`
/** Where the plan in force of a fund's year stands beside its earlier versions. */
export const planInForce = 'PLAN'
export const quotaPlanKey = (fund: Fund, year: FundYear): Key => ({
  pk: quotaPartition(fund, year),
  sk: planInForce,
})
/** A plan version that another took the place of. */
export const quotaPlanVersionKey = (fund: Fund, year: FundYear, version: number): Key => ({
  pk: quotaPartition(fund, year),
  sk: `PLAN#${String(version).padStart(4, '0')}`,
})
export const quotaPrefix = (planId: string) => `QUOTA#${planId}#`
export const quotaKey = (fund: Fund, year: FundYear, planId: string, institution: string): Key => ({
  pk: quotaPartition(fund, year),
  sk: `${quotaPrefix(planId)}${institution}`,
})

/** What the province decided, or is asked to decide, on the quotas of a version. */
export const quotaDecisionKey = (fund: Fund, year: FundYear, number: number): Key => ({
  pk: quotaPartition(fund, year),
  sk: `DECISION#${String(number).padStart(4, '0')}`,
})

export const negotiationPartition = (fund: Fund, year: FundYear) => `NEGOTIATION#${of(fund)}#${year}`
export const roundPrefix = 'ROUND#'
export const roundKey = (fund: Fund, year: FundYear, number: number): Key => ({
  pk: negotiationPartition(fund, year),
  sk: `${roundPrefix}${String(number).padStart(4, '0')}`,
})
/** The positions of a draft; those of a draft that another took the place of are seen by nobody. */
export const positionPrefix = (draftId: string) => `POSITION#${draftId}#`
export const positionKey = (fund: Fund, year: FundYear, draftId: string, institution: string): Key => ({
  pk: negotiationPartition(fund, year),
  sk: `${positionPrefix(draftId)}${institution}`,
})
/** The round that a command drafted. */
export const draftCommandKey = (fund: Fund, year: FundYear, commandId: string): Key => ({
  pk: negotiationPartition(fund, year),
  sk: `DRAFT#${commandId}`,
})
export const commentPrefix = (number: number) => `COMMENT#${String(number).padStart(4, '0')}#`
export const commentKey = (fund: Fund, year: FundYear, number: number, commentId: string): Key => ({
  pk: negotiationPartition(fund, year),
  sk: `${commentPrefix(number)}${commentId}`,
})

/** A city's agreements of a year; earlier versions stand apart, where they are not read with those in force. */
export const agreementPartition = (city: string, year: FundYear) => `AGREEMENTS#${city}#${year}`
export const agreementKey = (city: string, year: FundYear, institution: string): Key => ({
  pk: agreementPartition(city, year),
  sk: institution,
})
export const agreementVersionPartition = (city: string, year: FundYear, institution: string) =>
  `AGREEMENT-VERSIONS#${city}#${year}#${institution}`
export const agreementVersionKey = (
  city: string,
  year: FundYear,
  institution: string,
  version: number,
): Key => ({
  pk: agreementVersionPartition(city, year, institution),
  sk: String(version).padStart(6, '0'),
})

/** What offices would agree on with a city's institutions, by year: the last proposal to each. */
export const agreementProposalPartition = (city: string) => `AGREEMENT-PROPOSALS#${city}`
export const proposalsOfYear = (city: string, year: FundYear) => ({
  pk: agreementProposalPartition(city),
  prefix: `${year}#`,
})
export const agreementProposalKey = (city: string, year: FundYear, institution: string): Key => {
  const { pk, prefix } = proposalsOfYear(city, year)
  return { pk, sk: `${prefix}${institution}` }
}

export const orderKey = (orderId: string): Key => ({ pk: `ORDER#${orderId}`, sk: 'ORDER' })
/** The index partition of a fund's orders in a state. */
export const ordersIn = (fund: Fund, state: string) => `ORDERS#${of(fund)}#${state}`

/** The insured of a fund on the last day of a month, as enrolment counted them. */
export const headsKey = (fund: Fund, month: Month): Key => ({
  pk: fundPartition(fund),
  sk: `HEADS#${month}`,
})
/** What the indicators of a fund's months come from. */
export const indicatorPartition = (fund: Fund) => `INDICATORS#${of(fund)}`
export const indicatorKey = (fund: Fund, month: Month): Key => ({
  pk: indicatorPartition(fund),
  sk: month,
})

export const warningsPartition = (city: string) => `WARNINGS#${city}`
export const raisedPrefix = 'RAISED#'
export const warningKey = (of: {
  readonly city: string
  readonly on: string
  readonly warningId: string
}): Key => ({
  pk: warningsPartition(of.city),
  sk: `${raisedPrefix}${of.on}#${of.warningId}`,
})
/** What a command that judged a fund found. */
export const evaluationKey = (of: { readonly city: string; readonly commandId: string }): Key => ({
  pk: warningsPartition(of.city),
  sk: `EVALUATION#${of.commandId}`,
})
export const warningLevelKey = ({ city, scheme }: Fund, indicator: string): Key => ({
  pk: warningsPartition(city),
  sk: `LEVEL#${scheme}#${indicator}`,
})

/** What an item has beside its record's own fields. */
export type ItemFields = {
  readonly pk?: unknown
  readonly sk?: unknown
  readonly kind?: unknown
  readonly gsi1pk?: unknown
  readonly gsi1sk?: unknown
}

/** The warning of a cause, as it is now; those that were closed before stand apart. */
export const warningCasePrefix = 'CASE#'
export const warningCaseKey = ({ city, scheme }: Fund, indicator: string): Key => ({
  pk: warningsPartition(city),
  sk: `${warningCasePrefix}${scheme}#${indicator}`,
})
export const closedWarningPrefix = 'CLOSED#'
export const closedWarningKey = (of: {
  readonly city: string
  readonly on: string
  readonly warningId: string
}): Key => ({
  pk: warningsPartition(of.city),
  sk: `${closedWarningPrefix}${of.on}#${of.warningId}`,
})
/** The last day on which the warnings of a fund were looked at. */
export const warningWatchKey = ({ city, scheme }: Fund): Key => ({
  pk: warningsPartition(city),
  sk: `WATCH#${scheme}`,
})
