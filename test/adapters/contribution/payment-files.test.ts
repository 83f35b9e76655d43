import { describe, expect, it } from 'vitest'
import type { Bucket } from '#shared/edge/files/bucket.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { tokens } from '#test/support/service.ts'
import { recordPaymentFile, takePaymentFile } from '../../../services/contribution/payment-file/take-file.ts'
import { billOf, call, office, onBus, openDesk, outcome, pay, payment, refund } from './desk.ts'

openDesk('A', 'B', 'C', 'D', 'E')

const headings =
  '缴费流水号,缴费单号,缴费主体,收退标志,金额（元）,缴费日期,原缴费流水号,电子税票号码,入国库时间,上解时间,到账批次号'
const row = (
  paymentId: string,
  person: string,
  {
    kind = '收款',
    yuan = '400.00',
    of = '',
    voucher = '',
    into = '',
  }: { kind?: string; yuan?: string; of?: string; voucher?: string; into?: string } = {},
) => `${paymentId},R-${person}-2025,个人,${kind},${yuan},2024/11/5,${of},${voucher},${into},,`

/** Puts a file into the bucket, and works on its run; gives what it came to. */
const put = async (
  rows: readonly string[],
  key = `imports/payments/340100/day-${rows.join().length}.csv`,
) => {
  const bytes = new TextEncoder().encode([headings, ...rows, ''].join('\r\n'))
  const files: Bucket = {
    read: async () => ({ bytes, said: {} }),
    piece: async () => undefined,
    keep: async () => 'kept',
  }
  const effects = { ...office.effects, files }
  const told = {
    'detail-type': 'Object Created',
    time: new Date().toISOString(),
    detail: { requester: 'tax', object: { key, etag: 'etag', size: bytes.byteLength } },
  }
  office.queued()
  await takePaymentFile(told, effects)
  let importId = ''
  for (const unit of office.queued() as RunUnit[]) {
    importId = String(unit.input.importId)
    await recordPaymentFile(unit, effects)
    await recordPaymentFile(unit, effects)
  }
  return (await call({ ...tokens.tax, division: '340100' }, 'GET', `/payment-files/${importId}`)).body
}

describe('a day’s file of payments', () => {
  it('is recorded row by row, with what the treasury’s papers say, and a bad row stops no other', async () => {
    const came = await put([
      row('f-1', 'A', { voucher: 'SP-1', into: '20241106' }),
      row('f-2', 'B', { yuan: '4oo.00' }),
      row('f-3', 'B', { yuan: '1.50' }),
      row('f-4', 'nobody'),
    ])
    expect(came).toMatchObject({
      ...{ outcome: 'done', rows: 4, recorded: 2, suspended: 1, bad: 1, repeated: 0, refused: 0 },
      amount: 40_000 + 150 + 40_000,
      firstFaults: [
        { line: 3, column: 'amountYuan', code: 'payment-file.bad-cell' },
        { line: 5, code: 'contribution.bill-unknown' },
      ],
    })
    expect(await outcome('f-1')).toMatchObject({
      ...{ status: 'recorded', flag: 'Z' },
      treasury: { taxVoucher: 'SP-1', intoTreasuryOn: '2024-11-06' },
    })
  })

  it('that comes again records nothing twice, and adds what became known since', async () => {
    const came = await put([
      row('f-3', 'B', { yuan: '1.50', voucher: 'SP-3' }),
      row('f-1', 'A', { into: '2024-11-07' }),
    ])
    expect(came).toMatchObject({ recorded: 0, repeated: 2 })
    expect(await outcome('f-3')).toMatchObject({ treasury: { taxVoucher: 'SP-3' } })
    expect(await outcome('f-1')).toMatchObject({
      treasury: { taxVoucher: 'SP-1', intoTreasuryOn: '2024-11-06' },
      treasuryOtherwise: [{ intoTreasuryOn: '2024-11-07' }],
    })
  })

  it('books no payment of less than nothing, and says at which line', async () => {
    const came = await put([row('f-5', 'B', { kind: '正常', yuan: '-400.00' })])
    expect(came).toMatchObject({
      ...{ recorded: 0, bad: 1, amount: 0 },
      firstFaults: [{ line: 2, column: 'amountYuan', code: 'payment-file.negative' }],
    })
    expect(await billOf('B')).toMatchObject({ status: 'partly-paid', paid: 150 })
  })

  it('pays bills of no other city than the one it stands under', async () => {
    const came = await put([row('f-9', 'C')], 'imports/payments/340200/day.csv')
    expect(came.code).toBe('payment-file.unknown')
    expect(await billOf('C')).toMatchObject({ paid: 0 })
  })
})

describe('a refund that takes a payment back', () => {
  it('names its line, which then counts no more', async () => {
    await pay(payment('l-1', 'C'))
    expect(await pay(payment('l-2', 'C', { ...refund, reverses: 'l-1' }))).toEqual(['recorded'])
    expect(await outcome('l-1')).toMatchObject({ flag: '+', takenBackFen: 40_000 })
    expect(await outcome('l-2')).toMatchObject({ flag: '-', reverses: 'l-1' })
    expect(await billOf('C')).toMatchObject({ status: 'refunded', paid: 0 })
  })

  it('takes back a part, and never more than is left of the line', async () => {
    await pay(payment('m-1', 'D', { amountFen: 10_000 }), payment('m-2', 'D', { amountFen: 30_000 }))
    expect(await pay(payment('m-3', 'D', { ...refund, reverses: 'm-1', amountFen: 4_000 }))).toEqual([
      'recorded',
    ])
    expect(await outcome('m-1')).toMatchObject({ flag: 'Z', takenBackFen: 4_000 })
    expect(await pay(payment('m-4', 'D', { ...refund, reverses: 'm-1', amountFen: 6_001 }))).toEqual([
      'suspended contribution.reversed-above-line',
    ])
    expect(await pay(payment('m-5', 'D', { ...refund, reverses: 'l-1', amountFen: 1 }))).toEqual([
      'suspended contribution.reverses-unknown',
    ])
  })

  it('that comes before its payment waits, and takes it back when it came', async () => {
    await office.deliver(onBus(payment('n-2', 'E', { ...refund, reverses: 'n-1' })))
    expect(await outcome('n-2')).toMatchObject({ status: 'suspended' })
    expect(await pay(payment('n-1', 'E'))).toEqual(['recorded'])
    expect(await outcome('n-2')).toMatchObject({ status: 'resolved' })
    expect(await outcome('n-1')).toMatchObject({ flag: '+', takenBackFen: 40_000 })
  })
})
