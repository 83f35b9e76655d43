import { useQueries } from '@tanstack/react-query'
import { mayAsk } from '../../api/access.ts'
import { call } from '../../api/call.ts'
import type { OperationId } from '../../api/operation.ts'
import { CallFailed } from '../../api/problem.ts'
import { inUnit } from '../../money/fen.ts'
import { useMoneyUnit } from '../../money/money-unit.tsx'
import { useCaller } from '../../session/who.tsx'
import { useWords } from '../../words/words.ts'
import {
  type AccountEntries,
  accountEvents,
  claimEvents,
  coverageEvents,
  type InsuredYear,
  type LifeEvent,
  newestFirst,
  type PaidMonths,
  type Person,
  paymentEvents,
} from './life-events.ts'

/** The years that a time line shows beside coverage: the newest that a person may claim in. */
const mostYears = 5

/** The reads that the time line asks. */
export const lifeReads = {
  months: 'GET /v1/contribution/persons/{personId}/months/{year}',
  year: 'GET /v1/settlement/persons/{personId}/years/{year}',
  account: 'GET /v1/settlement/persons/{personId}/account-entries',
} as const satisfies Record<string, OperationId>

/** That there is nothing of a year, or that it is not the caller's, is no fault; that no answer came is told. */
const orNothing = (error: unknown): null => {
  if (error instanceof CallFailed && [403, 404].includes(error.problem.status)) return null
  throw error
}

/** A person's life in the insurance: coverage, entitlement, contributions, claims and account, the newest first. */
export const useLife = (
  person: Person,
): { readonly events: readonly LifeEvent[]; readonly failed: boolean; readonly loading: boolean } => {
  const words = useWords()
  const { scope } = useCaller()
  const { unit } = useMoneyUnit()
  const amount = (fen: number) => `${inUnit(fen, unit)} ${words.say(`app.unit.${unit}`)}`
  const { personId } = person
  const years = [...new Set((person.entitlements ?? []).map(({ year }) => year))]
    .toSorted((one, other) => other - one)
    .slice(0, mostYears)
  const read = <Answer>(id: OperationId, params: object, show: (answer: Answer) => LifeEvent[]) => ({
    queryKey: ['call', id, { params }],
    queryFn: () => call<Answer>(id, { params: { ...params } }).catch(orNothing),
    enabled: mayAsk(id, scope),
    retry: false,
    select: (answer: Answer | null) => (answer === null ? [] : show(answer)),
  })
  const of = (year: number) => ({ personId, year, amount })
  const reads = useQueries({
    queries: [
      ...years.map((year) =>
        read<PaidMonths>(lifeReads.months, { personId, year }, (answer) =>
          paymentEvents(answer, of(year), words),
        ),
      ),
      ...years.map((year) =>
        read<InsuredYear>(lifeReads.year, { personId, year }, (answer) =>
          claimEvents(answer, of(year), words),
        ),
      ),
      read<AccountEntries>(lifeReads.account, { personId }, (answer) => accountEvents(answer, amount, words)),
    ],
  })
  return {
    events: newestFirst([...coverageEvents(person, words), ...reads.flatMap(({ data }) => data ?? [])]),
    failed: reads.some(({ isError }) => isError),
    loading: reads.some(({ isLoading }) => isLoading),
  }
}
