import type { FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import type { ItemFields } from '../keys.ts'
import { assessmentKey, assessmentPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Assessment } from './rules/assessment.ts'

type AssessmentRecord = Assessment & Fund & { readonly version?: number }

const assessments = defineRecord<AssessmentRecord, Fund & Pick<Assessment, 'year' | 'institution'>>({
  kind: 'institution-assessment',
  key: ({ year, institution, ...fund }) => assessmentKey(fund, year, institution),
})

const toAssessment = (item: Stored): Assessment => {
  const { pk, sk, kind, version, city, scheme, ...assessment }: AssessmentRecord & ItemFields =
    assessments.from(item)
  return assessment
}

export const assessmentWrite = (fund: Fund, assessment: Assessment, version: number): Write =>
  assessments.replace({ ...fund, ...assessment }, version)

/** The versions at which assessments of institutions stand; 0 where there is none yet. */
export const assessmentVersions = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  institutions: readonly string[],
): Promise<number[]> => {
  const items = await store.getMany(institutions.map((institution) => assessmentKey(fund, year, institution)))
  return items.map((item) => Number(item?.version ?? 0))
}

export const readAssessment = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  institution: string,
): Promise<Assessment | undefined> => {
  const item = await store.get(assessmentKey(fund, year, institution))
  return item && toAssessment(item)
}

/** All assessments of a fund year, by institution. */
export const readAssessments = async (
  store: Store,
  fund: Fund,
  year: FundYear,
): Promise<Map<string, Assessment>> => {
  const found = store.list({ pk: assessmentPartition(fund, year) })
  return new Map(await Array.fromAsync(found, (item) => [item.sk, toAssessment(item)] as const))
}

/** A fund year's assessments, page by page in order of institutions. */
export const pageAssessments = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  page: { limit: number; cursor?: string },
) => {
  const found = await store.page({ pk: assessmentPartition(fund, year), ...page })
  return { assessments: found.items.map(toAssessment), cursor: found.cursor }
}
