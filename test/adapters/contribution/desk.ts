import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { Change } from '#shared/edge/events/publish.ts'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { invariants } from '../../../services/contribution/night/invariants.ts'
import { toEvents } from '../../../services/contribution/outbox.ts'
import { covered, openOffice } from './office.ts'

export let office: Awaited<ReturnType<typeof openOffice>>

/**
 * Opens an office for the tests of a file, with residents billed for 2025. After every test no invariant is broken, and
 * every fen that was reported is on a bill or in suspense.
 */
export const openDesk = (...persons: readonly string[]): void => {
  beforeAll(async () => {
    office = await openOffice()
    await office.deliver(...persons.map((personId) => covered(personId)))
    const { units } = await office.start({
      kind: 'resident-year',
      commandId: 'y',
      city: '340100',
      year: 2025,
    })
    for (const unit of units) await office.workOn(unit)
    // Whom money goes back to by a document: somebody known, of whom no bill tells.
    await office.deliver(covered('P-payer', { scheme: 'employee', employment: 'retired' }))
  })
  afterAll(() => office.stop())
  afterEach(async () => {
    const checks = invariants.map((invariant) => invariant.start())
    for (const item of await office.items()) for (const check of checks) check.see(item)
    expect(checks.flatMap((check) => check.finish().violations)).toEqual([])
  })
}

let sent = 0
export const call = async (token: Token, method: string, path: string, body?: object) => {
  sent += 1
  return office.call(token, method, path, {
    ...(method === 'GET' ? {} : { key: `k-${sent}` }),
    ...(body ? { body } : {}),
  })
}
export const read = (token: Token, path: string, query: Record<string, string>) =>
  office.call(token, 'GET', path, { query })
export const payment = (paymentId: string, person: string, more: object = {}) => ({
  ...{ paymentId, billId: `R-${person}-2025`, payer: 'individual', kind: 'payment' },
  ...{ amountFen: 40_000, paidOn: '2024-11-05' },
  ...more,
})
export const refund = { kind: 'refund' }
export const pay = async (...payments: object[]) => {
  const { body } = await call(tokens.tax, 'POST', '/payments', { payments })
  return (body.rows as { status: string; code?: string }[]).map(({ status, code }) =>
    code === undefined ? status : `${status} ${code}`,
  )
}
export const onBus = (data: object, version = 2) => ({
  source: 'tongchou.tax',
  'detail-type': `payment-made.v${version}`,
  detail: { id: `tax-${(data as { paymentId: string }).paymentId}`, occurredOn: '2024-11-05', data },
})
export const outcome = async (paymentId: string) =>
  (await call(tokens.tax, 'GET', `/payments/${paymentId}`)).body
export const billOf = async (person: string) =>
  (await call(tokens.province, 'GET', `/bills/R-${person}-2025`)).body as { status: string; paid: number }
/** Another officer of Hefei than the one who proposes. */
const second: Token = { ...tokens.hefei, sub: 'second-officer' }
export const proposeTo = (paymentId: string, body: object, token: Token = tokens.hefei) =>
  call(token, 'POST', `/suspense/${paymentId}/assignments`, { payer: 'individual', why: 'found it', ...body })
export const proposeReturn = (paymentId: string, body: object = {}) =>
  call(tokens.hefei, 'POST', `/suspense/${paymentId}/returns`, {
    ...{ why: 'not ours', payee: { kind: 'person', id: 'P-payer' }, document: 'SQ-2025-1' },
    ...body,
  })
type Answer = Awaited<ReturnType<typeof call>>
export const proposalIn = ({ body }: Answer) =>
  (body.suspense as { proposal?: { proposalId: string } } | undefined)?.proposal?.proposalId ?? 'none'
export const decide = (
  paymentId: string,
  what: 'approval' | 'rejection',
  of: string,
  token: Token = second,
) =>
  call(
    token,
    'POST',
    `/suspense/${paymentId}/proposals/${of}/${what}`,
    what === 'rejection' ? { reason: 'another bill' } : undefined,
  )
/** What one officer proposes and another approves; a proposal that is refused is the answer. */
const approved = async (paymentId: string, proposed: Answer): Promise<Answer> =>
  proposed.status === 201 ? decide(paymentId, 'approval', proposalIn(proposed)) : proposed
export const assign = async (paymentId: string, body: object, token: Token = tokens.hefei) =>
  approved(paymentId, await proposeTo(paymentId, body, token))
export const giveBack = async (paymentId: string, body: object = {}) =>
  approved(paymentId, await proposeReturn(paymentId, body))

export const published = async () => {
  const changes = (await office.items()).map(
    (item, index): Change => ({ sequence: String(index), item: item as Change['item'] }),
  )
  return toEvents(changes).map(({ contract, event }) => {
    expect(contract.schema.safeParse(event).error).toBeUndefined()
    return { type: contract.detailType, data: event.data }
  })
}
