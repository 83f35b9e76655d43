import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { log } from '#shared/edge/function/log.ts'
import { openDoor } from '#shared/edge/http/door.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { defineRefusals } from '#shared/kernel/refusals.ts'
import { anyDay } from '#test/support/any-day.ts'
import { memoryJournal } from '#test/support/memory-journal.ts'

const { table, refusal, refuse } = defineRefusals({
  'test.unknown': { ...{ status: 404, remedy: 'checkId' }, zh: '没有该记录', en: 'There is no such record.' },
  'test.too-much': {
    ...{ status: 422, remedy: 'correct' },
    zh: '金额{amount}超过100',
    en: 'The amount {amount} is above 100.',
  },
})

const city = z.string().regex(/^34\d{4}$/)
const things = '/v1/test/cities/{city}/things'

const makes = defineOperation({
  method: 'POST',
  path: things,
  summary: 'Makes a thing.',
  scopes: ['city', 'province'],
  params: z.strictObject({ city }),
  owner: { whose: 'named', parties: ({ params }) => ({ cities: [params.city] }) },
  body: z.strictObject({ amount: z.int().min(0), reason: z.string().optional() }),
  status: 201,
  answer: z.strictObject({ city, amount: z.int(), key: z.string(), by: z.string() }),
  refusals: ['test.too-much'],
  handle: async ({ params, body: { amount }, key, by }) =>
    amount > 100
      ? refuse('test.too-much', { field: 'amount', figures: { amount } })
      : accept({ city: params.city, amount, key, by: by.subject }),
})

const lists = defineOperation({
  method: 'GET',
  path: things,
  summary: 'Lists things.',
  scopes: ['city', 'province'],
  params: z.strictObject({ city }),
  query: z.strictObject({ kind: z.string().optional(), cursor: z.string().optional() }),
  owner: { whose: 'named', parties: ({ params }) => ({ cities: [params.city] }) },
  answer: z.strictObject({ from: z.string(), cursor: z.string().optional() }),
  refusals: ['cursor.unreadable'],
  persons: () => ['P1', 'P1', 'P2'],
  handle: async ({ query }) => accept({ from: query.cursor ?? 'the start', cursor: 'abc' }),
})

let kept: ReturnType<typeof memoryJournal>
let handler: unknown
const open = (...operations: readonly Operation[]) => {
  kept = memoryJournal()
  handler = openDoor({ operations, refusals: table, journal: kept, days: anyDay })
}
beforeEach(() => {
  process.env.TONGCHOU_STRICT = '1'
  open(makes, lists)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

type Asking = {
  readonly method?: string
  readonly body?: string
  readonly headers?: object
  readonly claims?: object
  readonly path?: string
  readonly query?: object
}

const call = async ({ method = 'POST', path = '/v1/test/cities/340100/things', ...more }: Asking = {}) => {
  const event = {
    version: '2.0',
    rawPath: path,
    headers: { 'idempotency-key': 'k1', ...more.headers },
    queryStringParameters: more.query,
    body: more.body ?? '{"amount":5}',
    requestContext: {
      requestId: 'request-1',
      http: { method, path },
      authorizer: { jwt: { claims: { sub: 'clerk', scope: 'city', division: '340100', ...more.claims } } },
    },
  } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer
  const answer = handler as (
    event: object,
    context: Context,
  ) => Promise<{ statusCode: number; body: string; headers: object }>
  const { statusCode, body, headers } = await answer(event, {} as Context)
  return { status: statusCode, body: JSON.parse(body) as Record<string, unknown>, headers }
}

describe('an operation of the HTTP API', () => {
  it('gets its checked body, its path parameters, the business id of the command and who decides', async () => {
    expect(await call()).toMatchObject({
      status: 201,
      body: { city: '340100', amount: 5, key: 'k1', by: 'clerk' },
    })
  })

  it('answers malformed JSON and a wrong field with the field and the reason', async () => {
    expect(await call({ body: '{"amount":' })).toMatchObject({
      status: 400,
      body: { code: 'request.malformed-json' },
    })
    const wrong = await call({ body: '{"amount":1.5}' })
    expect(wrong).toMatchObject({
      status: 400,
      body: {
        ...{ code: 'request.invalid', field: 'amount' },
        detailZh: '请求的字段不符合接口要求：amount：类型不符，须为整数',
      },
    })
    expect(wrong.headers).toMatchObject({ 'content-type': 'application/problem+json' })
  })

  it('refuses a body that is nested deeper than any of ours, without reading it', async () => {
    const deep = `{"amount":${'['.repeat(100)}${']'.repeat(100)}}`
    expect(await call({ body: deep })).toMatchObject({ status: 400, body: { code: 'request.too-deep' } })
  })

  it('answers a refusal as a problem with its code, its figures, and words in both languages', async () => {
    expect(await call({ body: '{"amount":101}' })).toMatchObject({
      status: 422,
      body: {
        type: 'urn:tongchou:problem:test.too-much',
        code: 'test.too-much',
        field: 'amount',
        figures: { amount: 101 },
        detail: 'The amount 101 is above 100.',
        detailZh: '金额101超过100',
        remedy: 'Correct the field named and send again under a new id.',
        remedyZh: '更正所列字段后，用新的编号重新发送',
      },
    })
    expect(kept.refusals).toEqual(['test.too-much'])
  })

  it('is closed to a token without the scope, of another city, or of no division of this province', async () => {
    expect(await call({ claims: { scope: 'auditor' } })).toMatchObject({
      status: 403,
      body: { code: 'caller.no-scope' },
    })
    expect(await call({ claims: { division: '340200' } })).toMatchObject({
      status: 403,
      body: { code: 'caller.other-division' },
    })
    expect(await call({ claims: { division: '320100' } })).toMatchObject({
      status: 403,
      body: { code: 'caller.no-division' },
    })
    expect(await call({ claims: { scope: 'province', division: '340000' } })).toMatchObject({ status: 201 })
    expect(kept.calls.size).toBe(1)
  })

  it('takes nobody for the province whose token has the division of a city', async () => {
    for (const scope of ['province', 'city province'])
      expect(await call({ claims: { scope, division: '340100' } })).toMatchObject({
        status: 403,
        body: { code: 'caller.province-elsewhere', figures: { division: '340100', province: '340000' } },
      })
    expect(kept.calls.size).toBe(0)
    expect(await call({ claims: { scope: 'city', division: '340100' } })).toMatchObject({ status: 201 })
    expect(await call({ claims: { scope: 'city auditor', division: '340100' } })).toMatchObject({
      status: 201,
    })
  })

  it('takes nobody for a city whose token has the division of the province', async () => {
    for (const scope of ['city', 'city province'])
      expect(await call({ claims: { scope, division: '340000' } })).toMatchObject({
        status: 403,
        body: { code: 'caller.city-elsewhere', figures: { province: '340000' } },
      })
    expect(kept.calls.size).toBe(0)
  })

  it('is closed to an institution that holds an office’s scope beside its own', async () => {
    const claims = { scope: 'province institution', division: '340000', institution: 'H1' }
    expect(await call({ claims })).toMatchObject({ status: 403, body: { code: 'caller.no-scope' } })
  })

  it('needs an idempotency key and a subject for a command', async () => {
    expect(await call({ headers: { 'idempotency-key': '' } })).toMatchObject({
      status: 400,
      body: { code: 'idempotency-key.missing' },
    })
    expect(await call({ claims: { sub: '  ' } })).toMatchObject({
      status: 403,
      body: { code: 'caller.no-subject' },
    })
  })

  it('does a command of an office once: a colleague’s repeat is the first one’s, another payload is refused', async () => {
    await call({ body: '{"amount":5,"reason":"as decided"}' })
    const repeat = await call({ body: '{"reason":"as decided","amount":5}', claims: { sub: 'colleague' } })
    expect(repeat).toMatchObject({ status: 201, body: { by: 'clerk' } })
    expect(await call({ body: '{"amount":6}' })).toMatchObject({
      status: 409,
      body: { code: 'idempotency-key.other-payload' },
    })
    expect([...kept.calls.values()]).toMatchObject([
      {
        record: '/v1/test/cities/340100/things',
        cities: ['340100'],
        reason: 'as decided',
        by: { subject: 'clerk', scope: 'city', division: '340100', operation: `POST ${things}` },
      },
    ])
  })

  it('knows the same key of another office as another command', async () => {
    await call()
    const claims = { scope: 'province', division: '340000' }
    expect(await call({ claims, body: '{"amount":7}' })).toMatchObject({ status: 201, body: { amount: 7 } })
  })

  it('is told apart from what is no operation', async () => {
    expect(await call({ path: '/v1/test/nothing' })).toMatchObject({
      status: 404,
      body: { code: 'route.unknown' },
    })
  })
})

describe('a command that is done', () => {
  const level = z.strictObject({ level: z.int() })
  const path = '/v1/test/cities/{city}/level'
  let held = 0
  let cutsOff = false
  const sets = defineOperation({
    method: 'PUT',
    path,
    summary: 'Sets a level.',
    scopes: ['city'],
    params: z.strictObject({ city }),
    owner: { whose: 'named', parties: ({ params }) => ({ cities: [params.city] }) },
    body: level,
    answer: level,
    refusals: [],
    handle: async ({ body }) => {
      held = body.level
      if (cutsOff) throw new Error('cut off')
      return accept({ level: held })
    },
  })
  const set = (key: string, to: number) =>
    call({
      ...{ method: 'PUT', path: '/v1/test/cities/340100/level', body: JSON.stringify({ level: to }) },
      headers: { 'idempotency-key': key },
    })
  beforeEach(() => {
    open(sets)
    held = 0
    cutsOff = false
    vi.spyOn(log, 'error').mockImplementation(() => {})
  })

  it('is answered as it was when it comes again, and leaves what was decided since', async () => {
    await set('a', 1)
    await set('b', 3)
    expect(await set('a', 1)).toMatchObject({ status: 200, body: { level: 1 } })
    expect(held).toBe(3)
  })

  it('is done when it comes again after it was cut off, and nothing was decided since', async () => {
    cutsOff = true
    expect(await set('a', 1)).toMatchObject({ status: 500 })
    cutsOff = false
    expect(await set('a', 1)).toMatchObject({ status: 200, body: { level: 1 } })
    expect(held).toBe(1)
  })

  it('is refused when it comes again after it was cut off, and the record was set anew since', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-01T01:00:00Z') })
    cutsOff = true
    await set('a', 1)
    cutsOff = false
    vi.setSystemTime(new Date('2026-11-01T01:00:01Z'))
    await set('b', 3)
    expect(await set('a', 1)).toMatchObject({ status: 409, body: { code: 'command.overtaken' } })
    expect(held).toBe(3)
  })
})

describe('a command that comes again and is not done', () => {
  const path = '/v1/test/cities/{city}/approval'
  let proposedBy: string | undefined
  let ends: 'as it should' | 'cut off' | 'by a refusal that is thrown' = 'as it should'
  const approves = defineOperation({
    method: 'POST',
    path,
    summary: 'Approves what somebody else proposed.',
    scopes: ['city', 'province'],
    params: z.strictObject({ city }),
    owner: { whose: 'named', parties: ({ params }) => ({ cities: [params.city] }) },
    answer: z.strictObject({ by: z.string(), on: z.string() }),
    refusals: ['test.unknown', 'test.too-much'],
    hand: 'leaves-open',
    handle: async ({ by, today }) => {
      if (ends === 'cut off') throw new Error('cut off')
      if (ends === 'by a refusal that is thrown') throw new TongchouError('policy.missing', 'no figure')
      if (proposedBy === undefined) return refuse('test.unknown', { field: 'city' })
      if (proposedBy === by.subject) return refuse('test.too-much', { figures: { amount: 1 } })
      return accept({ by: by.subject, on: today })
    },
  })
  const approve = (sub: string, claims: object = {}) =>
    call({ path: path.replace('{city}', '340100'), claims: { sub, ...claims } })
  const on = (day: string) => vi.setSystemTime(new Date(`${day}T09:00:00+08:00`))
  const history = async () =>
    (await kept.history(path.replace('{city}', '340100'), { limit: 10 })).items
      .map(({ kind, subject, at }) => `${String(kind)} ${String(subject)} ${String(at).slice(0, 10)}`)
      .reverse()

  beforeEach(() => {
    open(approves)
    proposedBy = undefined
    ends = 'as it should'
    vi.useFakeTimers({ toFake: ['Date'] })
    on('2025-01-05')
    vi.spyOn(log, 'error').mockImplementation(() => {})
  })

  it('after it was refused is judged anew: as its sender’s of today', async () => {
    expect(await approve('checker')).toMatchObject({ status: 404 })
    proposedBy = 'clerk'
    on('2025-01-10')
    expect(await approve('checker')).toMatchObject({
      status: 200,
      body: { by: 'checker', on: '2025-01-10' },
    })
    expect(await history()).toEqual([
      'command checker 2025-01-05',
      'command-refused checker 2025-01-05',
      'command checker 2025-01-10',
    ])
  })

  it('after it was refused does not lend the maker the hand of the colleague who sent it', async () => {
    await approve('checker')
    proposedBy = 'clerk'
    on('2025-01-10')
    expect(await approve('clerk')).toMatchObject({ status: 422, body: { code: 'test.too-much' } })
    expect(await approve('other')).toMatchObject({ status: 200, body: { by: 'other', on: '2025-01-10' } })
    expect(await history()).toEqual([
      'command checker 2025-01-05',
      'command-refused checker 2025-01-05',
      'command clerk 2025-01-10',
      'command-refused clerk 2025-01-10',
      'command other 2025-01-10',
    ])
    expect(await approve('checker')).toMatchObject({ status: 200, body: { by: 'other' } })
  })

  it('after a refusal that was thrown is judged anew too', async () => {
    ends = 'by a refusal that is thrown'
    expect(await approve('checker')).toMatchObject({ status: 422, body: { code: 'policy.missing' } })
    ends = 'as it should'
    proposedBy = 'clerk'
    on('2025-01-06')
    expect(await approve('checker')).toMatchObject({ body: { by: 'checker', on: '2025-01-06' } })
  })

  it('after it was cut off goes on as it was given, around midnight on the day before', async () => {
    ends = 'cut off'
    expect(await approve('checker')).toMatchObject({ status: 500 })
    ends = 'as it should'
    proposedBy = 'clerk'
    on('2025-01-06')
    expect(await approve('checker')).toMatchObject({ body: { by: 'checker', on: '2025-01-05' } })
  })

  it('after it was cut off and lay for days is judged anew, so that nothing is decided on a day long past', async () => {
    ends = 'cut off'
    await approve('checker')
    ends = 'as it should'
    proposedBy = 'clerk'
    on('2025-03-10')
    expect(await approve('checker')).toMatchObject({ body: { by: 'checker', on: '2025-03-10' } })
  })

  it('after a colleague’s was cut off is judged as its own sender’s, who is not the colleague', async () => {
    ends = 'cut off'
    await approve('checker')
    ends = 'as it should'
    proposedBy = 'clerk'
    expect(await approve('clerk')).toMatchObject({ status: 422, body: { code: 'test.too-much' } })
    expect(await approve('other')).toMatchObject({ status: 200, body: { by: 'other' } })
  })

  it('after it was judged anew and cut off goes on as it was given then', async () => {
    await approve('checker')
    proposedBy = 'clerk'
    on('2025-01-10')
    ends = 'cut off'
    await approve('other')
    ends = 'as it should'
    on('2025-01-11')
    expect(await approve('other')).toMatchObject({ body: { by: 'other', on: '2025-01-10' } })
  })

  it('under the same name with another scope is not the same person', async () => {
    const twoTokens = { institution: 'H1', scope: 'city' }
    ends = 'cut off'
    await approve('zhang', twoTokens)
    ends = 'as it should'
    proposedBy = 'clerk'
    on('2025-01-06')
    const other = { institution: 'H1', scope: 'province', division: '340000' }
    expect(await approve('zhang', other)).toMatchObject({ body: { on: '2025-01-06' } })
  })
})

describe('a list', () => {
  const page = (query: object, claims: object = {}) => call({ method: 'GET', query, claims })

  it('takes back the cursor that it gave to this caller, and no other', async () => {
    const { body } = await page({})
    expect(body.from).toBe('the start')
    expect((await page({ cursor: body.cursor })).body.from).toBe('abc')
    for (const odd of ['abc', 'abc.0', `${body.cursor}.1`, `x${body.cursor}`])
      expect(await page({ cursor: odd })).toMatchObject({ status: 400, body: { code: 'cursor.unreadable' } })
    const province = { scope: 'province', division: '340000' }
    expect(await page({ cursor: body.cursor }, province)).toMatchObject({ status: 400 })
    expect(await page({ cursor: body.cursor, kind: 'other' })).toMatchObject({ status: 400 })
  })

  it('takes an empty parameter for one that was not sent', async () => {
    expect((await page({ cursor: '', kind: '' })).body.from).toBe('the start')
  })

  it('leaves a trace of each person whose data it shows', async () => {
    await page({})
    expect(kept.seen).toMatchObject([
      { personId: 'P1', requestId: 'request-1', by: { subject: 'clerk', operation: `GET ${things}` } },
      { personId: 'P2', requestId: 'request-1' },
    ])
  })
})

describe('a record that every institution may see, since a patient may come to any', () => {
  const claims = { scope: 'institution', division: '341800', institution: 'H9' }
  const sees = defineOperation({
    method: 'GET',
    path: things,
    summary: 'Shows a patient.',
    scopes: ['city', 'institution'],
    params: z.strictObject({ city }),
    owner: {
      whose: 'recorded',
      as: 'the city',
      everyInstitution: true,
      unknown: () => refusal('test.unknown', { field: 'city' }),
      find: async ({ params }) =>
        params.city === '340300' ? undefined : { parties: { cities: [params.city] }, found: 'P1' },
    },
    answer: z.strictObject({ personId: z.string() }),
    refusals: ['test.unknown'],
    persons: (_, { personId }) => [personId],
    handle: async ({ found }) => accept({ personId: found }),
  })

  it('is shown to an institution of any city, which leaves a trace', async () => {
    open(sees)
    expect(await call({ method: 'GET', claims })).toMatchObject({ status: 200, body: { personId: 'P1' } })
    expect(kept.seen).toMatchObject([{ personId: 'P1', by: { scope: 'institution', institution: 'H9' } }])
  })

  it('stays closed to another city, also where its token names an institution', async () => {
    open(sees)
    const other = { status: 404, body: { code: 'test.unknown' } }
    expect(await call({ method: 'GET', claims: { division: '341800' } })).toMatchObject(other)
    const named = { division: '341800', institution: 'H9' }
    expect(await call({ method: 'GET', claims: named })).toMatchObject(other)
    expect(kept.seen).toEqual([])
  })

  it('is answered to another city as one that is not there, to the letter', async () => {
    open(sees)
    const path = (of: string) => things.replace('{city}', of)
    const anothers = await call({ method: 'GET', path: path('340100'), claims: { division: '341800' } })
    const nobodys = await call({ method: 'GET', path: path('340300'), claims: { division: '341800' } })
    expect(anothers.status).toBe(404)
    expect(anothers).toEqual(nobodys)
  })
})

describe('a contract', () => {
  const reads = (more: object) =>
    defineOperation({
      method: 'GET',
      path: '/v1/test/odd',
      summary: 'Reads.',
      scopes: ['city'],
      owner: { whose: 'caller' },
      answer: z.strictObject({ amount: z.int() }),
      refusals: [],
      handle: async () => accept({ amount: 1 }),
      ...more,
    })
  const odd = () => call({ method: 'GET', path: '/v1/test/odd' })

  it.each([
    ['no owner', { owner: undefined }, 'whose data'],
    ['no scope', { scopes: [] }, 'nobody'],
    ['a parameter without type', { path: '/v1/test/{id}' }, 'parameters'],
    [
      'records open to every institution without a trace',
      {
        owner: {
          whose: 'recorded',
          as: 'the city',
          everyInstitution: true,
          unknown: () => refusal('test.unknown'),
          find: async () => undefined,
        },
      },
      'does not trace',
    ],
    ['a refusal that is in no table', { refusals: ['test.unheard-of'] }, 'test.unheard-of'],
  ])('that has %s does not start', (_, more, fault) => {
    expect(() => open(reads(more))).toThrowError(expect.objectContaining({ code: 'operation.incomplete' }))
    expect(() => open(reads(more))).toThrowError(fault)
  })

  it('that its answer breaks is a failure in tests, and is reported in production', async () => {
    const errors = vi.spyOn(log, 'error').mockImplementation(() => {})
    const lines = vi.spyOn(console, 'log').mockImplementation(() => {})
    open(reads({ handle: async () => accept({ amount: 'much' }) }))
    expect(await odd()).toMatchObject({ status: 500, body: { code: 'internal' } })
    process.env.TONGCHOU_STRICT = '0'
    expect(await odd()).toMatchObject({ status: 200, body: { amount: 'much' } })
    expect(errors).toHaveBeenCalledWith('an answer differs from its contract', expect.anything())
    expect(JSON.parse(String(lines.mock.calls[0]?.[0]))).toMatchObject({
      operation: 'answers',
      Mismatches: 1,
    })
  })

  it('that its refusal breaks is one too', async () => {
    vi.spyOn(log, 'error').mockImplementation(() => {})
    open(reads({ handle: async () => refuse('test.too-much') }))
    expect(await odd()).toMatchObject({ status: 500 })
  })

  it('names its operation and request in the log', async () => {
    const keys = vi.spyOn(log, 'appendKeys')
    open(reads({}))
    await odd()
    expect(keys).toHaveBeenCalledWith({ operation: 'GET /v1/test/odd', requestId: 'request-1' })
  })
})
