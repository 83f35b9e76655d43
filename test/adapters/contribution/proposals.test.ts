import { describe, expect, it } from 'vitest'
import { tokens } from '#test/support/service.ts'
import {
  assign,
  billOf,
  call,
  decide,
  openDesk,
  outcome,
  pay,
  payment,
  proposalIn,
  proposeReturn,
  proposeTo,
  read,
  refund,
} from './desk.ts'

openDesk('L', 'M', 'N', 'O')

describe('what takes two officers', () => {
  const unknownTo = (paymentId: string) => payment(paymentId, 'nobody', { city: '340100' })
  const held = { status: 'suspended', suspense: { openFen: 40_000, parts: [] } }

  it('is proposed by one, and moves nothing: the money stays in suspense and ages', async () => {
    await pay(unknownTo('two-1'))
    const proposed = await proposeTo('two-1', { billId: 'R-L-2025' })
    expect(proposed).toMatchObject({
      status: 201,
      body: {
        ...held,
        suspense: {
          proposal: {
            ...{ amountFen: 40_000, why: 'found it' },
            to: { kind: 'bill', billId: 'R-L-2025', payer: 'individual' },
            proposed: { by: 'clerk-340100' },
          },
        },
      },
    })
    expect(await billOf('L')).toMatchObject({ status: 'issued', paid: 0 })
    const { body } = await read(tokens.hefei, '/suspense', { city: '340100' })
    const row = (body.suspense as { paymentId: string }[]).find(({ paymentId }) => paymentId === 'two-1')
    expect(row).toMatchObject({ ageDays: 0, open: 40_000, proposal: { proposalId: proposalIn(proposed) } })
  })

  it('is not approved by who proposed it, however they write their name', async () => {
    const waits = proposalIn(await call(tokens.tax, 'GET', '/payments/two-1'))
    for (const sub of ['clerk-340100', ' Clerk-340100 '])
      expect(await decide('two-1', 'approval', waits, { ...tokens.hefei, sub })).toMatchObject({
        status: 409,
        body: { code: 'contribution.proposer-is-approver' },
      })
    expect(await decide('two-1', 'approval', waits, { ...tokens.wuhu, sub: 'w' })).toMatchObject({
      status: 404,
      body: { code: 'contribution.suspense-unknown' },
    })
    expect(await billOf('L')).toMatchObject({ status: 'issued', paid: 0 })
  })

  it('is one proposal at a time, and is approved once', async () => {
    const waits = proposalIn(await call(tokens.tax, 'GET', '/payments/two-1'))
    expect(await proposeReturn('two-1')).toMatchObject({
      status: 409,
      body: { code: 'contribution.proposal-waits', figures: { proposalId: waits } },
    })
    const both = await Promise.all([1, 2].map(() => decide('two-1', 'approval', waits)))
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(await decide('two-1', 'approval', waits)).toMatchObject({
      status: 200,
      body: {
        status: 'resolved',
        suspense: { parts: [{ kind: 'assigned', amountFen: 40_000, approved: { by: 'second-officer' } }] },
      },
    })
    expect(await decide('two-1', 'rejection', waits)).toMatchObject({
      status: 404,
      body: { code: 'contribution.proposal-unknown' },
    })
    expect(await billOf('L')).toMatchObject({ status: 'paid', paid: 40_000 })
  })

  it('is rejected with a reason, which stands with the money; another proposal may follow', async () => {
    await pay(unknownTo('two-2'))
    const proposed = await proposeReturn('two-2')
    expect(await decide('two-2', 'rejection', proposalIn(proposed))).toMatchObject({
      status: 200,
      body: {
        ...held,
        suspense: { rejected: [{ rejected: { by: 'second-officer', reason: 'another bill' } }] },
      },
    })
    expect(await decide('two-2', 'approval', proposalIn(proposed))).toMatchObject({ status: 404 })
    expect(await assign('two-2', { billId: 'R-M-2025' })).toMatchObject({ body: { status: 'resolved' } })
  })

  it('is judged anew when it is approved: what the bill has no room for any more is not assigned', async () => {
    await pay(unknownTo('two-3'))
    const proposed = await proposeTo('two-3', { billId: 'R-N-2025' })
    await pay(payment('n-1', 'N'))
    expect(await decide('two-3', 'approval', proposalIn(proposed))).toMatchObject({
      status: 422,
      body: { code: 'contribution.overpaid' },
    })
    expect(await outcome('two-3')).toMatchObject(held)
  })

  it('is not overtaken by the money that comes to fit by itself, which goes on when it is rejected', async () => {
    await pay(payment('o-1', 'O'), payment('o-2', 'O'))
    const proposed = await proposeReturn('o-2')
    await pay(payment('o-3', 'O', refund))
    expect(await outcome('o-2')).toMatchObject({ status: 'suspended' })
    await decide('o-2', 'rejection', proposalIn(proposed))
    expect(await outcome('o-2')).toMatchObject({ status: 'resolved' })
    expect(await billOf('O')).toMatchObject({ status: 'paid', paid: 40_000 })
  })
})
