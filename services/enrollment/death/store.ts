import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { deathReportKey, deathReportPrefix, personKey } from '../keys.ts'
import type { DeathReport, SealedInReport } from './rules/death-report.ts'

/** Where the reports of a city stand in the index: those that wait, and those that are decided. */
export const reportIndex = 'gsi1'
export const waitingReports = (city: string): string => `DEATHS-WAITING#${city}`
const decidedReports = (city: string): string => `DEATHS-DECIDED#${city}`

type ReportName = Pick<DeathReport, 'personId' | 'number'>

export const deathReports = defineRecord<DeathReport, ReportName>({
  kind: 'death-report',
  key: deathReportKey,
  index: ({ status, city, reported, personId, number }) => ({
    gsi1pk: status === 'reported' ? waitingReports(city) : decidedReports(city),
    gsi1sk: `${reported.on}#${personId}#${number}`,
  }),
})

/** The reports of a person, in their order. */
export const reportsOf = (personId: string, store: Store): Promise<DeathReport[]> =>
  Array.fromAsync(deathReports.list(store, personKey({ personId }), { prefix: deathReportPrefix }))

/** What a report binds its sealed text to. */
export const placeOfReport = ({ personId, number }: ReportName): string => `${personId}/death/${number}`

/** What a report keeps sealed. */
export const openReport = async (
  report: DeathReport,
  { openText }: { readonly openText: (place: string, sealed: string) => Promise<string> },
): Promise<SealedInReport> =>
  JSON.parse(await openText(placeOfReport(report), report.sealed)) as SealedInReport
