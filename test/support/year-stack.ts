import type { TestProject } from 'vitest/node'
import { queueNamed, queuesOf } from '../../cli/operate/queues.ts'
import { openClient } from '../../cli/year/client.ts'
import { cityClerk } from '../../cli/year/roles.ts'
import { throughStack } from '../../cli/year/stack.ts'
import { carryOutYear } from '../../cli/year/year.ts'
import { startStack } from '../../local/stack.ts'
import { unpackChromium } from './chromium.ts'
import type { YearStack } from './provided-year.ts'

const city = '340100'
const year = 2025

/** One claim that supervision took up, and whose it is. */
const oneClaim = async (url: string): Promise<Pick<YearStack, 'claimId' | 'personId'>> => {
  const client = openClient(url)
  const clerk = cityClerk(city)
  const cases = await client.send(clerk, 'GET', `/v1/settlement/audit-cases?city=${city}`)
  const [first] = (cases.body as { readonly cases: readonly { readonly claims: readonly string[] }[] }).cases
  const claimId = first?.claims[0] ?? ''
  const claim = await client.send(clerk, 'GET', `/v1/settlement/claims/${claimId}/explanation`)
  return { claimId, personId: (claim.body as { readonly personId: string }).personId }
}

/** One stack with a small year for all files of the browser's tests. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  await unpackChromium()
  const stack = await startStack({ inMemory: true })
  const options = { people: 30, seed: 1, cities: 1, year, watched: false, log: () => {} }
  await carryOutYear(throughStack(stack, { isOwn: true, close: stack.stop }), options)
  const [inbox, outbox] = ['budget/inbox', 'budget/outbox'].map((name) =>
    queueNamed(queuesOf(stack.outputs), name),
  )
  project.provide('yearStack', {
    ...{ url: stack.url, city, year: String(year) },
    ...(await oneClaim(stack.url)),
    inbox: { endpoint: stack.endpoints.sqs, deadLettersUrl: inbox?.deadLettersUrl ?? '' },
    outboxDeadLettersUrl: outbox?.deadLettersUrl ?? '',
  })
  return stack.stop
}
