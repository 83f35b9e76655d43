import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { personKey, reportKey, reportPrefix } from '../keys.ts'
import type { PersonReport, SealedInReport } from './rules/person-report.ts'

/** Where the reports of a city stand in the index: those that wait, and those that are decided. */
export const reportIndex = 'gsi1'
export const waitingReports = (city: string): string => `REPORTS-WAITING#${city}`
const decidedReports = (city: string): string => `REPORTS-DECIDED#${city}`

type ReportName = Pick<PersonReport, 'personId' | 'number'>

export const personReports = defineRecord<PersonReport, ReportName>({
  kind: 'person-report',
  key: reportKey,
  index: ({ status, city, reported, personId, number }) => ({
    gsi1pk: status === 'reported' ? waitingReports(city) : decidedReports(city),
    gsi1sk: `${reported.on}#${personId}#${number}`,
  }),
})

/** The reports of a person, in their order. */
export const reportsOf = (personId: string, store: Store): Promise<PersonReport[]> =>
  Array.fromAsync(personReports.list(store, personKey({ personId }), { prefix: reportPrefix }))

/** What a report binds its sealed text to. */
export const placeOfReport = ({ personId, number }: ReportName): string => `${personId}/death/${number}`

/** What a report keeps sealed. */
export const openReport = async (
  report: PersonReport,
  { openText }: { readonly openText: (place: string, sealed: string) => Promise<string> },
): Promise<SealedInReport> =>
  JSON.parse(await openText(placeOfReport(report), report.sealed)) as SealedInReport
