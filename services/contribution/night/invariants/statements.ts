import { canonicalText } from '#shared/kernel/canonical.ts'
import { sum } from '#shared/money/fen.ts'
import { dueAmount, residentBillId } from '../../bill/rules/bill.ts'
import type { Count, Statement, StoredCount } from '../../subsidy/rules/statement.ts'
import { countStored, countsOfBill, hasBill, sumOfCounts } from '../../subsidy/rules/statement.ts'
import type { Facts } from './over.ts'
import { billsOf, over } from './over.ts'

const residentsOf = (facts: Facts) => billsOf(facts).filter(({ kind }) => kind === 'resident-year')
const statementsOf = (facts: Facts) => (facts.statement ?? []).map((item) => item.statement as Statement)

type Part = Count & { readonly statementId: string }
/** What the parts of each statement counted. */
const countsOf = (facts: Facts) => {
  const parts = (facts['statement-part'] ?? []).map(
    (item): Part => ({
      statementId: String(item.statementId),
      ...countStored(item as unknown as StoredCount),
    }),
  )
  const byStatement = Map.groupBy(parts, ({ statementId }) => statementId)
  return (statementId: string): Count => sumOfCounts(byStatement.get(statementId) ?? [])
}

/** Judged from a bill by itself. */
export const billedOnce = over(
  {
    id: 'contribution.billed-once',
    number: 3,
    rule: "a resident's bill of a year has its one possible id, so there is no second bill",
  },
  ['bill'],
  (facts, say) => {
    const residents = residentsOf(facts)
    for (const { billId, persons, fundYear } of residents)
      if (persons.map(({ personId }) => residentBillId(personId, fundYear)).join() !== billId)
        say(billId, 'not the id of its person and year')
    return residents.length
  },
)

/** Judged from a statement with its parts and its bill, and from a resident's bill with the statement it names. */
export const issuedAsCounted = over(
  {
    id: 'contribution.issued-as-counted',
    number: 3,
    rule: 'a statement and its bill are issued with the sums of its parts, and no resident is counted by a missing statement',
  },
  ['bill', 'statement', 'statement-part'],
  (facts, say) => {
    const statements = statementsOf(facts)
    const residents = residentsOf(facts)
    const billIds = new Set(billsOf(facts).map(({ billId }) => billId))
    const countOf = countsOf(facts)
    for (const statement of statements) {
      const { statementId, status } = statement
      const { headcount, aidFunded, more } = countOf(statementId)
      if (status === 'issued' && canonicalText(statement.more ?? {}) !== canonicalText(more ?? {}))
        say(statementId, 'issued with another difference of standards than its parts')
      if (status === 'issued' && (statement.headcount !== headcount || statement.aidFunded !== aidFunded))
        say(statementId, 'issued with another count than its parts', {
          headcount: statement.headcount,
          counted: headcount,
        })
      if (billIds.has(statementId) !== (status === 'issued' && hasBill(statement)))
        say(statementId, 'its bill is missing or too early')
    }
    const known = new Set(statements.map(({ statementId }) => statementId))
    for (const bill of residents)
      if (countsOfBill(bill).some(({ statementId }) => !known.has(statementId)))
        say(bill.billId, 'counted by no statement there is')
    return residents.length + statements.length
  },
)

/** Years of cities whose levels owe otherwise than those counted come to, where no statement is being made. */
const subsidyFaults = (facts: Facts, statements: readonly Statement[]) => {
  const standards = new Map(statements.map(({ statementId, perResident }) => [statementId, perResident]))
  const counted = Map.groupBy(
    residentsOf(facts).filter(({ statementId = '' }) => standards.has(statementId)),
    ({ city, fundYear }) => `${city}/${fundYear}`,
  )
  const subsidies = new Map(
    billsOf(facts).flatMap(({ kind, billId, dues }) => (kind === 'subsidy' ? [[billId, dues] as const] : [])),
  )
  const byYear = [...Map.groupBy(statements, ({ city, year }) => `${city}/${year}`)]
  return byYear.flatMap(([where, made]) => {
    if (made.some(({ status }) => status === 'gathering')) return []
    const dues = made.flatMap(({ statementId }) => subsidies.get(statementId) ?? [])
    const owed = sum(dues.filter(({ payer }) => payer !== 'medical-aid').map(dueAmount))
    const heads = counted.get(where) ?? []
    const due = sum(heads.map(({ statementId = '' }) => sum(Object.values(standards.get(statementId) ?? {}))))
    return owed === due ? [] : [{ where, owed, due }]
  })
}

/** Judged from all residents' bills of a city's year at once. */
export const countedOnce = over(
  {
    id: 'contribution.counted-once',
    number: 3,
    rule: 'a resident is billed once a year and counted in one subsidy statement at a time; its parts counted the residents whose bills name it',
  },
  ['bill', 'statement', 'statement-part'],
  (facts, say) => {
    const residents = residentsOf(facts)
    const statements = statementsOf(facts)
    const years = residents.flatMap(({ persons, fundYear }) =>
      persons.map(({ personId }) => `${personId}/${fundYear}`),
    )
    for (const [year, times] of Map.groupBy(years, (each) => each))
      if (times.length > 1) say(year, 'billed more than once', { bills: times.length })
    const byStatement = Map.groupBy(residents.flatMap(countsOfBill), ({ statementId }) => statementId)
    const countOf = countsOf(facts)
    for (const { statementId } of statements) {
      const { headcount, aidFunded } = countOf(statementId)
      const named = sumOfCounts(byStatement.get(statementId) ?? [])
      if (named.headcount !== headcount || named.aidFunded !== aidFunded)
        say(statementId, 'it counts others than those whose bills name it', {
          headcount,
          named: named.headcount,
        })
    }
    return residents.length + statements.length
  },
)

/** Judged from all residents' bills of a city's year and its statements. */
export const subsidyAtStandard = over(
  {
    id: 'contribution.subsidy-at-standard',
    number: 3,
    rule: 'the levels of government owe for a year what those counted come to, each at the standard of the statement that counts them',
  },
  ['bill', 'statement'],
  (facts, say) => {
    const statements = statementsOf(facts)
    for (const { where, owed, due } of subsidyFaults(facts, statements))
      say(where, 'they owe another subsidy than those counted come to', { owed, due })
    return statements.length
  },
)
