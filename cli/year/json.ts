import type { YearReport } from './year.ts'

/** The year as one object for machines; amounts in fen, times in seconds. */
export const toJson = ({ tally, units, verified, cities, ...report }: YearReport) => ({
  year: report.year,
  people: report.people,
  amountsIn: 'fen',
  claims: {
    settled: tally.settled,
    reversed: tally.reversed,
    repeated: tally.repeated,
    refused: tally.refused,
    refusals: Object.fromEntries([...tally.refusals].sort(([a], [b]) => (a < b ? -1 : 1))),
  },
  units,
  violations: verified.violations.length,
  firstViolations: verified.violations.slice(0, 20),
  checks: verified.checks.map(({ id, number, checked, violations }) => ({ id, number, checked, violations })),
  deadLetters: report.deadLetters,
  requestsRepeated: report.repeats,
  cities,
  givenBack: report.givenBack,
  forecast: report.forecast ?? null,
  statements: report.statements,
  indicators: report.indicators,
  seconds: report.seconds,
  took: report.took,
})
