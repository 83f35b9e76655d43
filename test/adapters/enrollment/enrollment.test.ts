import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { coveragesChanged, entitlementsChanged } from '#shared/contracts/enrollment.ts'
import type { Change } from '#shared/edge/events/publish.ts'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { toEvents } from '../../../services/enrollment/outbox.ts'
import { billPaid, employee, resident } from './people.ts'
import { startEnrollment } from './service.ts'

/** A second officer of Wuhu. */
const secondHand = { ...tokens.wuhu, sub: 'second-340200' }

let service: Awaited<ReturnType<typeof startEnrollment>>

beforeAll(async () => {
  service = await startEnrollment()
})
afterAll(() => service.stop())

const enrol = (body: object, key: string, token = tokens.province as never) =>
  service.call(token, 'POST', '/persons', { key, body })

const enrolled = async (body: object, key: string): Promise<string> => {
  const { status, body: answer } = await enrol(body, key)
  expect(status).toBe(201)
  return String(answer.personId)
}

const read = async (personId: string) =>
  (await service.call(tokens.province, 'GET', `/persons/${personId}`)).body as {
    status: string
    coverage: { city: string; to: string | null; aid: string }
    entitlements: { year: number; version: number; spells: { from: string; to: string; city: string }[] }[]
  }

const days = async (personId: string, year: number) =>
  (await read(personId)).entitlements
    .find((each) => each.year === year)
    ?.spells.map(({ from, to }) => `${from}/${to}`)

describe('one active coverage', () => {
  it('goes to exactly one of two cities that enrol the same person at once, across schemes too', async () => {
    for (let serial = 10; serial < 20; serial += 1) {
      const answers = await Promise.all([
        service.call(tokens.hefei, 'POST', '/persons', { key: `race-a${serial}`, body: resident(serial) }),
        service.call(tokens.wuhu, 'POST', '/persons', {
          key: `race-b${serial}`,
          body: employee(serial, { city: '340200' }),
        }),
      ])
      const winner = answers.find(({ status }) => status === 201)
      const loser = answers.find(({ status }) => status !== 201)
      // The other city is told that it must ask, and nothing of the person.
      expect(loser).toMatchObject({ status: 409, body: { code: 'enrollment.registered-elsewhere' } })
      expect(loser?.body).not.toHaveProperty('figures')
      const { coverage } = await read(String(winner?.body.personId))
      expect(coverage.to).toBe(null)
      expect(winner?.body.personId).toBeDefined()
    }
  })

  it('is the same answer when the same person arrives again with the same data, under any key', async () => {
    const first = await enrolled(resident(20), 'same-1')
    expect(await enrolled(resident(20), 'same-1')).toBe(first)
    expect(await enrolled(resident(20), 'same-2')).toBe(first)
    expect((await read(first)).entitlements).toEqual([])
  })

  it('is refused to another person under the same key', async () => {
    await enrolled(resident(21), 'reused')
    expect(await enrol(resident(22), 'reused')).toMatchObject({
      status: 409,
      body: { code: 'idempotency-key.other-payload' },
    })
  })

  it('is refused when the ID number is registered with another name', async () => {
    await enrolled(resident(23), 'name-1')
    expect(await enrol(resident(23, { name: '李娜' }), 'name-2')).toMatchObject({
      status: 409,
      body: { code: 'enrollment.identity-differs' },
    })
  })

  it('can be opened again after it ended, but not by the dead', async () => {
    const gone = await enrolled(resident(24), 'gone-1')
    const end = { on: '2025-03-31', reason: 'left-province' }
    const police = { ...tokens.publicSecurity, sub: 'police' }
    expect(
      await service.call(police as never, 'POST', `/persons/${gone}/end`, { key: 'gone-2', body: end }),
    ).toMatchObject({ status: 200, body: { status: 'ended', coverage: { to: '2025-03-31' } } })
    expect(await enrolled(resident(24, { from: '2025-06-01', city: '340200' }), 'gone-3')).toBe(gone)
    expect((await read(gone)).coverage).toMatchObject({ city: '340200', to: null })
    const death = { on: '2025-08-02', evidence: { kind: 'medical-certificate', number: '皖芜2025-0802' } }
    await service.call(tokens.wuhu, 'POST', `/persons/${gone}/deaths`, { key: 'gone-4', body: death })
    await service.call(secondHand, 'POST', `/persons/${gone}/reports/1/approval`, { key: 'gone-4b' })
    expect(await enrol(resident(24, { from: '2025-09-01' }), 'gone-5')).toMatchObject({
      status: 422,
      body: { code: 'enrollment.deceased' },
    })
  })
})

describe('entitlement from payments', () => {
  const january = {
    billId: 'E-E1-2025-01',
    scheme: 'employee',
    from: '2025-01',
    to: '2025-01',
    paidOn: '2025-01-15',
  }
  const february = {
    billId: 'E-E1-2025-02',
    scheme: 'employee',
    from: '2025-02',
    to: '2025-02',
    paidOn: '2025-02-15',
  }

  it('comes once from a bill delivered twice, and in any order', async () => {
    const person = await enrolled(employee(30), 'pay-1')
    expect(await service.deliver(billPaid([person], february))).toBe(0)
    expect(await service.deliver(billPaid([person], january), billPaid([person], january))).toBe(0)
    expect(await service.deliver(billPaid([person], february))).toBe(0)
    expect((await read(person)).entitlements).toEqual([
      expect.objectContaining({
        year: 2025,
        version: 2,
        spells: [expect.objectContaining({ from: '2025-02-01', to: '2025-03-31' })],
      }),
    ])
  })

  it('comes from no difference, which corrects what a month cost and pays for none', async () => {
    const person = await enrolled(employee(93), 'pay-diff')
    const event = billPaid([person], { ...january, billId: 'E-E1-2025-01-2' })
    const [receipt] = event.detail.data.receipts
    if (!receipt) throw new Error('the event holds no receipt')
    const difference = (months: number) => ({
      ...event,
      'detail-type': 'contributions-received.v3',
      detail: {
        ...event.detail,
        data: {
          ...event.detail.data,
          receipts: [{ ...receipt, completes: { ...receipt.completes, months } }],
        },
      },
    })
    expect(await service.deliver(difference(0))).toBe(0)
    expect((await read(person)).entitlements).toEqual([])
  })

  it('is lost when all is paid back and comes again with the next payment, in whatever order these are told', async () => {
    const bill = (person: string) => ({
      ...{ billId: `R-${person}-2026`, scheme: 'resident', from: '2026-01', to: '2026-12' },
      paidOn: '2025-12-20',
    })
    const turn = (person: string, number: number, paidOn: string) => {
      const event = billPaid([person], { ...bill(person), paidOn })
      const [receipt] = event.detail.data.receipts
      if (!receipt) throw new Error('the event holds no receipt')
      const { completes, ...rest } = receipt
      const turned = number % 2 === 1 ? { completes } : { withdraws: completes }
      return {
        ...event,
        detail: {
          ...event.detail,
          id: `turn-${person}-${number}`,
          data: { ...event.detail.data, receipts: [{ ...rest, ...turned, turn: number }] },
        },
      }
    }
    const of2026 = async (person: string) =>
      (await read(person)).entitlements
        .filter(({ year }) => year === 2026)
        .flatMap(({ spells }) => spells.map((spell) => spell as { from: string; to: string }))
        .map(({ from, to }) => `${from}/${to}`)
    const [person, late] = [await enrolled(resident(36), 'F15-1'), await enrolled(resident(37), 'F15-2')]
    await service.deliver(billPaid([person], bill(person)))
    expect(await of2026(person)).toEqual(['2026-01-01/2026-12-31'])
    await service.deliver(turn(person, 2, '2025-12-22'), billPaid([person], bill(person)))
    expect(await of2026(person)).toEqual([])
    await service.deliver(turn(person, 3, '2025-12-28'), turn(person, 2, '2025-12-22'))
    expect(await of2026(person)).toEqual(['2026-01-01/2026-12-31'])
    await service.deliver(turn(late, 3, '2025-12-28'))
    await service.deliver(turn(late, 2, '2025-12-22'))
    await service.deliver(billPaid([late], bill(late)))
    expect(await of2026(late)).toEqual(['2026-01-01/2026-12-31'])
  })

  it('of a month that went back whole is lost for the one who did not owe it, and for nobody else on the bill', async () => {
    const [left, stays] = [await enrolled(employee(38), 'tb-1'), await enrolled(employee(39), 'tb-2')]
    const paid = billPaid([left, stays], { ...february, billId: 'E-TB-2025-02' })
    const back = {
      ...paid,
      'detail-type': 'contributions-received.v3',
      detail: {
        ...paid.detail,
        id: 'payment:E-TB-2025-02-2',
        data: {
          ...paid.detail.data,
          receipts: [
            {
              ...{ paymentId: 'tb-back', billId: 'E-TB-2025-02-2', payer: 'employer' },
              ...{ pooled: -35_000, account: -10_000, paidOn: '2025-06-10' },
              completes: {
                from: '2025-02',
                to: '2025-02',
                months: 0,
                persons: [{ personId: left, account: -10_000 }],
              },
              takesBack: [{ personId: left, billId: 'E-TB-2025-02', turn: 2 }],
            },
          ],
        },
      },
    }
    const days = async (person: string) =>
      (await read(person)).entitlements.flatMap(({ spells }) =>
        spells.map((spell) => (spell as { from: string }).from),
      )
    await service.deliver(paid)
    expect([await days(left), await days(stays)]).toEqual([['2025-03-01'], ['2025-03-01']])
    // Told twice, and the payment once more after it.
    await service.deliver(back, back)
    await service.deliver({ ...paid, detail: { ...paid.detail, id: 'payment:again' } })
    expect([await days(left), await days(stays)]).toEqual([[], ['2025-03-01']])
  })

  it('follows a person who moves, whether the payment or the move is told first', async () => {
    const [payFirst, moveFirst] = [await enrolled(employee(31), 'mv-1'), await enrolled(employee(32), 'mv-2')]
    const move = {
      scheme: 'employee',
      city: '340200',
      employment: 'employed',
      employerId: 'W1',
      from: '2025-03-01',
    }
    const moveOf = async (serial: number) => {
      const { idNumber, name, sex, birthOn } = employee(serial)
      const body = { ...{ idNumber, name, sex, birthOn }, ...move }
      const asked = await service.call(tokens.wuhu, 'POST', '/transfers', { key: `move-${serial}`, body })
      const path = `/transfers/${asked.body.transferId}/release`
      expect((await service.call(tokens.hefei, 'POST', path, { key: `go-${serial}` })).status).toBe(200)
    }
    await service.deliver(billPaid([payFirst], february))
    await moveOf(31)
    await moveOf(32)
    await service.deliver(billPaid([moveFirst], february))
    const spells = async (person: string) => (await read(person)).entitlements.map((year) => year.spells)
    expect(await spells(moveFirst)).toEqual(await spells(payFirst))
    expect(await spells(payFirst)).toEqual([
      [expect.objectContaining({ city: '340200', from: '2025-03-01', to: '2025-03-31' })],
    ])
  })

  it('is completed by the repeat of an event that was applied to some of its persons only', async () => {
    const known = await enrolled(employee(33), 'half-1')
    const event = billPaid([known, 'Pnobody'], january)
    expect(await service.deliver(event)).toBe(1)
    const late = await enrolled(employee(34), 'half-2')
    expect(await service.deliver(billPaid([known, late], january))).toBe(0)
    expect(await days(known, 2025)).toEqual(['2025-02-01/2025-02-28'])
    expect(await days(late, 2025)).toEqual(['2025-02-01/2025-02-28'])
  })

  it('is not kept from those behind an unknown person: all others of the bills are entitled, and the event fails', async () => {
    const persons = []
    for (let n = 0; n < 55; n += 1) persons.push(await enrolled(employee(100 + n), `behind-${n}`))
    const [before, ...behind] = persons
    // Persons are taken in groups of fifty, so that some of those behind are of another group.
    expect(await service.deliver(billPaid([before ?? '', 'Pnobody', ...behind], january))).toBe(1)
    for (const person of [before ?? '', behind[0] ?? '', behind[20] ?? '', behind.at(-1) ?? ''])
      expect(await days(person, 2025)).toEqual(['2025-02-01/2025-02-28'])
  })

  it('is written whole when many payments of one person arrive at once', async () => {
    const person = await enrolled(employee(35), 'burst-1')
    const months = Array.from({ length: 12 }, (_, index) => `2025-${String(index + 1).padStart(2, '0')}`)
    const events = months.map((month) =>
      billPaid([person], {
        billId: `E-E1-${month}`,
        scheme: 'employee',
        from: month,
        to: month,
        paidOn: `${month}-15`,
      }),
    )
    let open = events
    for (let delivery = 0; open.length > 0 && delivery < 5; delivery += 1) {
      const failed = await service.deliver(...open)
      open = failed === 0 ? [] : events
    }
    expect(await days(person, 2025)).toEqual(['2025-02-01/2025-12-31'])
    expect(await days(person, 2026)).toEqual(['2026-01-01/2026-01-31'])
  })
})

describe('an applied command', () => {
  it('is answered again when repeated, and refused with another payload', async () => {
    const person = await enrolled(resident(40), 'aid-1')
    const put = (body: object, key = 'aid-2') =>
      service.call(tokens.civilAffairs, 'PUT', `/persons/${person}/aid`, { key, body })
    const aid = { aid: 'minimum-living', from: '2025-04-01' }
    const first = await put(aid)
    expect(first).toMatchObject({ status: 200, body: { coverage: { aid: 'minimum-living' } } })
    expect(await put(aid)).toEqual(first)
    expect(await put({ ...aid, from: '2025-05-01' })).toMatchObject({
      status: 409,
      body: { code: 'idempotency-key.other-payload' },
    })
  })
})

describe('an aid category', () => {
  it('is set by civil affairs, and by no officer alone, whose word would move medical aid', async () => {
    const person = await enrolled(resident(41), 'aid-3')
    const set = (token: Token, key: string) => {
      const body = { aid: 'special-hardship', from: '2025-04-01' }
      return service.call(token, 'PUT', `/persons/${person}/aid`, { key, body })
    }
    expect(await set(tokens.hefei, 'aid-4')).toMatchObject({ status: 403, body: { code: 'caller.no-scope' } })
    expect(await set(tokens.civilAffairs, 'aid-5')).toMatchObject({
      status: 200,
      body: { coverage: { aid: 'special-hardship' } },
    })
  })
})

describe('a caller', () => {
  it('enrols, moves and reads only for their own division', async () => {
    const forbidden = { status: 403, body: { code: 'caller.other-division' } }
    expect(await enrol(resident(50), 'bind-1', tokens.wuhu as never)).toMatchObject(forbidden)
    const person = await enrolled(resident(50), 'bind-2')
    // Another city's person is as unknown as nobody.
    const unknown = await service.call(tokens.wuhu, 'GET', '/persons/Pnobody')
    expect(unknown).toMatchObject({ status: 404, body: { code: 'enrollment.person-unknown' } })
    expect(await service.call(tokens.wuhu, 'GET', `/persons/${person}`)).toEqual(unknown)
    expect(
      await service.call(tokens.wuhu, 'POST', `/persons/${person}/leavings`, {
        key: 'bind-3',
        body: {
          ...{ on: '2025-05-01', reason: 'other' },
          evidence: { kind: 'own-application', number: '2025-1' },
        },
      }),
    ).toEqual(unknown)
  })

  it('finds by certificate as a hospital of any city, but not as an auditor', async () => {
    const person = await enrolled(resident(51), 'find-1')
    const { idNumber: number } = resident(51)
    const find = (token: never) =>
      service.call(token, 'POST', '/persons/look-ups', { body: { certificate: { number } } })
    const found = await find(tokens.hospital as never)
    expect(found).toMatchObject({ status: 200, body: { persons: [{ personId: person }] } })
    expect(JSON.stringify(found.body)).not.toContain(number)
    expect((await find(tokens.auditor as never)).status).toBe(403)
  })
})

describe('what is remembered of a person', () => {
  const history = async (personId: string, token = tokens.hefei as never) => {
    const query = { record: `/v1/enrollment/persons/${personId}` }
    return (await service.call(token, 'GET', '/history', { query })).body.commands
  }

  it('is who decided what and why, newest first', async () => {
    const person = await enrolled(resident(70), 'story-1')
    const end = { on: '2025-03-31', reason: 'left-province' }
    await service.call(tokens.hefei, 'POST', `/persons/${person}/leavings`, {
      key: 'story-2',
      body: { ...end, evidence: { kind: 'covered-elsewhere', number: '2025-2' } },
    })
    const operation = 'POST /v1/enrollment/persons/{personId}/leavings'
    expect(await history(person)).toMatchObject([
      { subject: 'clerk-340100', scope: 'city', division: '340100', operation, reason: 'left-province' },
      { subject: 'clerk-340000', scope: 'province', operation: 'POST /v1/enrollment/persons' },
    ])
    expect(await history(person, tokens.wuhu as never)).toEqual([])
  })

  it('is who looked at them, by which operation', async () => {
    const person = await enrolled(resident(71), 'look-1')
    const { idNumber } = resident(71)
    const body = { certificate: { number: idNumber } }
    await service.call(tokens.hospital, 'POST', '/persons/look-ups', { body })
    await service.call(tokens.hefei, 'GET', `/persons/${person}`)
    const looks = await service.call(tokens.auditor, 'GET', '/looks', { query: { personId: person } })
    expect(looks.body.looks).toMatchObject([
      { personId: person, subject: 'clerk-340100', operation: 'GET /v1/enrollment/persons/{personId}' },
      { personId: person, institution: 'H34020000001', operation: 'POST /v1/enrollment/persons/look-ups' },
    ])
    expect(JSON.stringify(looks.body)).not.toContain(idNumber)
  })
})

describe('a change that is announced too far ahead', () => {
  it('is refused, as an enrolment is', async () => {
    const person = await enrolled(resident(80), 'far-1')
    const far = { status: 422, body: { code: 'enrollment.too-far-ahead' } }
    const evidence = { kind: 'own-application', number: '2025-3' }
    const change = (method: string, path: string, body: object, token: Token = tokens.hefei) =>
      service.call(token, method, `/persons/${person}/${path}`, { key: `far-${path}`, body })
    expect(await change('POST', 'leavings', { on: '9999-12-31', reason: 'other', evidence })).toMatchObject(
      far,
    )
    const aid = { aid: 'monitored', from: '9999-12-31' }
    expect(await change('PUT', 'aid', aid, tokens.civilAffairs)).toMatchObject(far)
    const move = { scheme: 'employee', city: '340100', employment: 'flexible', from: '9999-12-31' }
    expect(await change('POST', 'moves', move)).toMatchObject(far)
    expect(await enrol(resident(81, { from: '9999-12-31' }), 'far-2')).toMatchObject(far)
  })
})

describe('what is published', () => {
  const paidFor = (month: string) => ({
    ...{ billId: `E-E1-${month}`, scheme: 'employee', from: month, to: month, paidOn: `${month}-15` },
  })

  it('is each new version of coverage and entitlement once, by contract, without names or ID numbers', async () => {
    const person = await enrolled(employee(60), 'pub-1')
    await service.deliver(billPaid([person], paidFor('2025-01')))
    const items = (await service.items()).filter(({ pk }) => pk === `PERSON#${person}`)
    const changes: Change[] = items.map((item, index) => ({ sequence: String(index), item }))
    const events = toEvents(changes)
    expect(events.map(({ contract, event }) => [contract.detailType, event.data])).toMatchObject([
      [coveragesChanged.detailType, { persons: [{ personId: person, version: 1 }] }],
      [entitlementsChanged.detailType, { persons: [{ personId: person, year: 2025, version: 1 }] }],
    ])
    for (const { contract, event } of events) contract.schema.parse(event)
    expect(JSON.stringify(events)).not.toContain(employee(60).idNumber)
    expect(JSON.stringify(events)).not.toContain('王芳')
    const unchanged = changes.map((change) => ({ ...change, before: change.item }))
    expect(toEvents(unchanged)).toEqual([])
  })
})
