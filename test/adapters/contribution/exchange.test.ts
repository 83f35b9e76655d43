import { describe, expect, it } from 'vitest'
import { duesAnswered, duesChanged } from '#shared/contracts/contribution.ts'
import type { Change } from '#shared/edge/events/publish.ts'
import { tokens } from '#test/support/service.ts'
import { billWrite, issueWrite, readBill } from '../../../services/contribution/bill/store.ts'
import { namePayers } from '../../../services/contribution/collection-file/name-payers.ts'
import type { Names } from '../../../services/contribution/names.ts'
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

describe('a file to collect by', () => {
  const asker = {
    ...({ subject: 'tax', scope: 'tax', division: '340100' } as const),
    ...{ operation: 'GET /v1/contribution/due-files', at: '2025-02-01T00:00:00.000Z' },
  }
  const on = { city: '340100', on: '2025-02-01', asker }

  it('names employers with their credit codes and persons with their certificates, the ID card as the tax client codes it', async () => {
    const employer = {
      city: '340100',
      name: '合肥市第一机械厂',
      kind: 'ordinary',
      uscc: '91340100MA2N12345G',
    }
    await call(tokens.hefei, 'PUT', '/employers/N1', employer)
    const asked: string[] = []
    const known = new Map([
      ['R', { name: '王芳', certificate: { type: 'id-card', number: '340102198805202021' } }],
      ['S', { name: '陈大文', certificate: { type: 'hk-macao-travel-permit', number: 'H12345678' } }],
    ])
    const names: Names = async (ids) => {
      asked.push(...ids)
      return known
    }
    const payers = [
      { billId: 'E-N1-2025-01', employerId: 'N1', personId: 'employee' },
      { billId: 'R-R-2025', personId: 'R' },
      { billId: 'R-S-2025', personId: 'S' },
      { billId: 'R-nobody-2025', personId: 'nobody' },
    ]
    const named = await namePayers(payers, on, { ...office.effects, names })
    if (named.status === 'refused') throw new Error(named.refusal.code)
    expect(named.value.columns).toEqual([
      ...['单位名称', '统一社会信用代码', '缴费人姓名', '证件类型代码', '证件号码'],
    ])
    expect(payers.map(({ billId }) => named.value.of(billId))).toEqual([
      ['合肥市第一机械厂', '91340100MA2N12345G', '', '', ''],
      ['', '', '王芳', '201', '340102198805202021'],
      ['', '', '陈大文', '港澳居民来往内地通行证', 'H12345678'],
      ['', '', '', '', ''],
    ])
    // Of whoever is paid for by an employer nobody asks.
    expect(asked).toEqual(['R', 'S', 'nobody'])
  })

  it('is not given while the register does not answer, and tells nobody’s name as JSON', async () => {
    const payers = [{ billId: 'R-R-2025', personId: 'R' }]
    const silent = await namePayers(payers, on, { ...office.effects, names: async () => undefined })
    expect(silent).toMatchObject({ refusal: { code: 'collection.register-unavailable' } })
    const query = { city: '340100', kind: 'resident-year', period: '2025' }
    expect(await read(tokens.tax, '/due-files', query)).toMatchObject({ status: 200, body: { bills: 1 } })
    expect(await read(tokens.tax, '/due-files', { ...query, format: 'csv' })).toMatchObject({ status: 503 })
    expect(await read(tokens.auditor, '/due-files', query)).toMatchObject({ status: 403 })
  })
})

describe('what the tax authority is told', () => {
  it('is a message by event when a bill is issued, once, and not again when it is paid', async () => {
    await issue('X1')
    await changed('E-X1-2025-01', 'E-X1-2025-01')
    expect(await told('X1')).toEqual(['1 sent'])
    // The file to collect by goes on after the last bill of the one before.
    const ofSent = { city: '340100', state: 'sent' }
    const { bills } = (await read(tokens.tax, '/exchange-files', ofSent)).body as { bills: number }
    const { messages } = (await call(tokens.hefei, 'GET', '/bills/E-X1-2025-01/exchange')).body
    const after = `${(messages as { sentOn: string }[])[0]?.sentOn}#E-X1-2025-01`
    expect(bills).toBeGreaterThan(0)
    expect((await read(tokens.tax, '/exchange-files', { ...ofSent, after })).body).toEqual({
      bills: bills - 1,
    })
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
