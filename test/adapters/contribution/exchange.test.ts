import { describe, expect, it } from 'vitest'
import { duesAnswered, duesChanged } from '#shared/contracts/contribution.ts'
import type { Change } from '#shared/edge/events/publish.ts'
import { tokens } from '#test/support/service.ts'
import { billWrite, issueWrite, readBill } from '../../../services/contribution/bill/store.ts'
import { toEvents } from '../../../services/contribution/outbox.ts'
import { employerMonth } from '../../unit/contribution/given.ts'
import { call, office, openDesk, pay, published, read } from './desk.ts'

openDesk('R')

const bill = (employer: string) => ({
  ...employerMonth,
  ...{ billId: `E-${employer}-2025-01`, employerId: employer, persons: [] },
})
/** Has the service hear of changed bills, as its own outbox tells it. */
const changed = (...billIds: string[]) =>
  office.deliver({
    source: duesChanged.source,
    'detail-type': duesChanged.detailType,
    detail: { id: `dues-${billIds}`, occurredOn: '2025-01-01', data: { billIds } },
  })
const issue = async (employer: string) => {
  await office.store.write([issueWrite(bill(employer))])
  await changed(`E-${employer}-2025-01`)
}
const answers = (...rows: object[]) => call(tokens.tax, 'POST', '/exchange-answers', { answers: rows })
const received = (messageId: string) => ({ messageId, result: 'received', code: '10000' })
const refused = (messageId: string) => ({
  ...{ messageId, result: 'refused', code: '20013', reason: '缴费人未登记' },
})
const told = async (employer: string) => {
  const { body } = await call(tokens.hefei, 'GET', `/bills/E-${employer}-2025-01/exchange`)
  return (body.messages as { type: number; state: string }[]).map(({ type, state }) => `${type} ${state}`)
}

describe('what the tax authority is told', () => {
  it('is a message by event when a bill is issued, once, and not again when it is paid', async () => {
    await issue('X1')
    await changed('E-X1-2025-01', 'E-X1-2025-01')
    expect(await told('X1')).toEqual(['1 sent'])
    const sent = (await published()).filter(({ type }) => type === 'dues-sent.v1')
    expect(sent.flatMap(({ data }) => (data as { messages: object[] }).messages)).toEqual([
      expect.objectContaining({ messageId: 'E-X1-2025-01:1', type: 1, billId: 'E-X1-2025-01' }),
    ])
    await pay({
      ...{ paymentId: 'x1-1', billId: 'E-X1-2025-01', payer: 'employer', kind: 'payment' },
      ...{ amountFen: 400, paidOn: '2025-02-01' },
    })
    await changed('E-X1-2025-01')
    expect(await told('X1')).toEqual(['1 sent'])
  })

  it('is heard of from the outbox: a bill that is new or whose dues changed, and no bill that was paid', async () => {
    const stored = await readBill(office.store, 'E-X1-2025-01')
    if (!stored) throw new Error('no bill')
    const item = (await office.items()).find(({ pk }) => pk === 'BILL#E-X1-2025-01') as Change['item']
    const before = {
      ...item,
      bill: { ...stored.bill, paid: {}, paymentIds: [] },
    } as unknown as Change['item']
    const dearer = {
      ...item,
      bill: { ...stored.bill, dueOn: '2025-04-02' },
    } as unknown as Change['item']
    const types = (change: Omit<Change, 'sequence'>) =>
      toEvents([{ sequence: '1', ...change }]).map(({ contract }) => contract.detailType)
    expect(types({ item })).toEqual(['dues-changed.v1'])
    expect(types({ item, before })).toEqual([])
    expect(types({ item: dearer, before: item })).toEqual(['dues-changed.v1'])
  })

  it('is received or refused row by row; what was refused is sent again by an officer, once', async () => {
    await issue('X2')
    expect((await answers(received('E-X1-2025-01:1'), refused('E-X2-2025-01:1'))).body).toMatchObject({
      rows: [{ status: 'taken' }, { status: 'taken' }],
    })
    expect((await answers(received('E-X2-2025-01:1'), received('E-X9-2025-01:1'))).body).toMatchObject({
      rows: [
        { status: 'refused', code: 'exchange.answered-otherwise' },
        { status: 'refused', code: 'exchange.message-unknown' },
      ],
    })
    const list = await read(tokens.hefei, '/exchange-messages', { city: '340100', state: 'refused' })
    expect(list.body.exchanges).toMatchObject([
      { billId: 'E-X2-2025-01', messages: [{ answer: { code: '20013', reason: '缴费人未登记' } }] },
    ])
    const again = () =>
      call(tokens.hefei, 'POST', '/exchange-messages/E-X2-2025-01:1/resend', { reason: 'registered now' })
    expect(await again()).toMatchObject({ status: 200 })
    expect(await again()).toMatchObject({ status: 200 })
    expect(await told('X2')).toEqual(['1 refused', '1 sent'])
  })

  it('is answered by event as by HTTP, and a change that waited goes out then', async () => {
    await issue('X3')
    const stored = await readBill(office.store, 'E-X3-2025-01')
    if (!stored) throw new Error('no bill')
    const dues = [{ payer: 'employer', pooled: 80_000, account: 0 }] as const
    await office.store.write([billWrite({ ...stored.bill, dues }, stored)])
    await changed('E-X3-2025-01')
    expect(await told('X3')).toEqual(['1 sent'])
    await office.deliver({
      source: duesAnswered.source,
      'detail-type': duesAnswered.detailType,
      detail: { id: 't-1', occurredOn: '2025-01-02', data: { answers: [received('E-X3-2025-01:1')] } },
    })
    expect(await told('X3')).toEqual(['1 received', '2 sent'])
  })

  it('is no message to whom it does not concern', async () => {
    const outsider = { scope: 'tax', division: '340200' }
    const { body } = await call(outsider, 'POST', '/exchange-answers', {
      answers: [received('E-X3-2025-01:2')],
    })
    expect(body).toMatchObject({ rows: [{ status: 'refused', code: 'exchange.message-unknown' }] })
  })
})
