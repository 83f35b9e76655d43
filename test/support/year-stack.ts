import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { queueNamed, queuesOf } from '../../cli/operate/queues.ts'
import { openClient } from '../../cli/year/client.ts'
import { cityClerk } from '../../cli/year/roles.ts'
import { throughStack } from '../../cli/year/stack.ts'
import { carryOutYear } from '../../cli/year/year.ts'
import { startStack } from '../../local/stack.ts'
import { unpackChromium } from './chromium.ts'
import type { LivedYear, YearStack } from './provided-year.ts'

const city = '340100'
const year = 2025

const caseStatuses = ['open', 'assigned', 'confirmed', 'recovered', 'dismissed'] as const

/** A claim that supervision took up and nobody decided of, and one of its persons who is still covered: more can be done for them. */
const lookedInto = async (url: string): Promise<Pick<YearStack, 'claimId' | 'personId'>> => {
  const client = openClient(url)
  const read = async <Answer>(path: string): Promise<Answer> =>
    (await client.send(cityClerk(city), 'GET', path)).body as Answer
  let undecided: string | undefined
  for (const status of caseStatuses) {
    const { cases } = await read<{ readonly cases: readonly { readonly claims: readonly string[] }[] }>(
      `/v1/settlement/audit-cases?city=${city}&status=${status}`,
    )
    const claims = cases.flatMap((each) => each.claims)
    undecided ??= claims[0]
    for (const claimId of claims) {
      const { personId } = await read<{ readonly personId: string }>(
        `/v1/settlement/claims/${claimId}/explanation`,
      )
      const person = await read<{ readonly status: string }>(`/v1/enrollment/persons/${personId}`)
      if (person.status === 'covered') return { claimId: undecided ?? claimId, personId }
    }
  }
  throw new Error('supervision took up no claim of anybody who is still covered')
}

type Stack = Awaited<ReturnType<typeof startStack>>

/** Lives a small year in a stack, and says what tests look for in it. */
const live = async (stack: Stack): Promise<YearStack> => {
  const options = { people: 30, seed: 1, cities: 1, year, watched: false, log: () => {} }
  await carryOutYear(throughStack(stack, { isOwn: true, close: stack.stop }), options)
  const [inbox, outbox] = ['budget/inbox', 'budget/outbox'].map((name) =>
    queueNamed(queuesOf(stack.outputs), name),
  )
  return {
    ...{ url: stack.url, city, year: String(year) },
    ...(await lookedInto(stack.url)),
    inbox: { endpoint: stack.endpoints.sqs, deadLettersUrl: inbox?.deadLettersUrl ?? '' },
    outboxDeadLettersUrl: outbox?.deadLettersUrl ?? '',
  }
}

/**
 * One stack with a small year for all files of the browser's tests. The year is lived while other tests run: these need no
 * more than their turn, and find in a file what it came to.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const folder = mkdtempSync(join(tmpdir(), 'tongchou-year-'))
  const livedYear = join(folder, 'year.json')
  project.provide('livedYear', livedYear)
  let isOver = false
  const tell = (lived: LivedYear): void => {
    if (isOver) return
    writeFileSync(`${livedYear}.part`, JSON.stringify(lived))
    renameSync(`${livedYear}.part`, livedYear)
  }
  await unpackChromium()
  const starting = startStack({ inMemory: true })
  void starting
    .then(live)
    .then(tell)
    .catch((error: unknown) => tell({ failed: String(error) }))
  return async () => {
    isOver = true
    const [stack] = await Promise.allSettled([starting])
    if (stack.status === 'fulfilled') await stack.value.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
