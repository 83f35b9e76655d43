import type { Day, FundYear } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { billKey, billWrite, issueWrite, listBills, toBill } from '../adapters/bills.ts'
import type { VersionedStatement } from '../adapters/statements.ts'
import { openStatement, statementWrite } from '../adapters/statements.ts'
import { subsidyRule } from '../domain/rules.ts'
import type { Statement } from '../domain/statement.ts'
import { countResidents, isToBeCounted, statementBill } from '../domain/statement.ts'
import { splitSubsidy } from '../domain/subsidy.ts'
import type { Effects } from '../effects.ts'

/** Which city's residents to claim subsidies for, of those paid up by a day. */
export type IssueStatement = {
  readonly commandId: string
  readonly city: CityCode
  readonly year: FundYear
  readonly asOf: Day
}

/** Residents counted in one transaction, with the statement itself. */
const groupSize = 80

const residentBillIds = async (
  { city, year, asOf }: IssueStatement,
  { store }: Pick<Effects, 'store'>,
): Promise<string[]> => {
  const ids: string[] = []
  for await (const { bill } of listBills(store, { city, kind: 'resident-year', period: String(year) }))
    if (isToBeCounted(bill, asOf)) ids.push(bill.billId)
  return ids
}

/** Counts a group: whoever is counted by another statement meanwhile is left to it. */
const countGroup = (
  command: IssueStatement,
  billIds: readonly string[],
  { store }: Pick<Effects, 'store'>,
): Promise<VersionedStatement> =>
  retryConflicts(async () => {
    const open = await openStatement(store, command)
    const found = (await store.getMany(billIds.map(billKey))).flatMap((item) => (item ? [toBill(item)] : []))
    const current = found.filter(({ bill }) => isToBeCounted(bill, command.asOf))
    if (current.length === 0 || open.statement.status === 'issued') return open
    const counted = countResidents(
      open.statement,
      current.map(({ bill }) => bill),
    )
    const written = await store.write([
      statementWrite({ ...open, statement: counted.statement }),
      ...counted.bills.map((bill, index) => billWrite(bill, { version: current[index]?.version ?? 0 })),
    ])
    return written.status === 'written'
      ? { ...open, statement: counted.statement, version: open.version + 1 }
      : undefined
  })

const close = (command: IssueStatement, { store, policy }: Pick<Effects, 'store' | 'policy'>) =>
  retryConflicts(async () => {
    const open = await openStatement(store, command)
    if (open.statement.status === 'issued') return open.statement
    const { perCapita, rule } = subsidyRule(policy(), command.year, command.city)
    const statement: Statement = { ...open.statement, status: 'issued' }
    const bill = statementBill(statement, splitSubsidy(perCapita, rule))
    const written = await store.write([
      statementWrite({ ...open, statement }),
      ...(statement.headcount > 0 ? [issueWrite(bill)] : []),
    ])
    return written.status === 'written' ? statement : undefined
  })

/**
 * Issues a subsidy statement of a city: the residents paid up by the day and never counted before, and the bill of what
 * each level owes for them (nobody to count: no bill). Sent again after a crash it goes on where it stood.
 */
export const issueStatement = async (
  command: IssueStatement,
  effects: Pick<Effects, 'store' | 'policy'>,
): Promise<Decision<Statement>> => {
  const { statement } = await openStatement(effects.store, command)
  if (statement.asOf !== command.asOf)
    return refuse('idempotency-key.other-payload', 'the key was used for a statement of another day')
  if (statement.status === 'issued') return accept(statement)
  const billIds = await residentBillIds(command, effects)
  for (let start = 0; start < billIds.length; start += groupSize)
    await countGroup(command, billIds.slice(start, start + groupSize), effects)
  return accept(await close(command, effects))
}
