import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { fromKept } from '#shared/edge/journal/kept-answer.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { fingerprint, sha256 } from '#shared/kernel/hash.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { startService, tokens } from '#test/support/service.ts'
import { invariants } from '../../../services/enrollment/night/invariants.ts'
import { idNumberOf, resident } from './people.ts'

type AnswerOf = (event: unknown, context: object) => Promise<Record<string, unknown>>

let service: Awaited<ReturnType<typeof startService>>
let tell: AnswerOf
const printed: string[] = []

/** Names and numbers that stand nowhere else, planted in every request of the tour. */
const planted = {
  name: '欧阳震华',
  other: '慕容雪村',
  listed: '上官婉儿',
  number: idNumberOf('1980-05-20', 62),
  listedNumber: idNumberOf('1980-05-20', 64),
  wrongNumber: idNumberOf('1980-05-20', 66).replace(/.$/, (last) => (last === '1' ? '2' : '1')),
}

beforeAll(async () => {
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation((...parts) => void printed.push(parts.map(String).join(' ')))
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      printed.push(String(chunk))
      return true
    })
  service = await startService('enrollment', ['gsi1', 'gsi2', 'gsi3'], async () => {
    process.env.LOG_LEVEL = 'DEBUG'
    tell = (await import('../../../services/enrollment/handlers/answer.ts')).handler as unknown as AnswerOf
    return {
      api: await import('../../../services/enrollment/handlers/api.ts'),
      inbox: await import('../../../services/enrollment/handlers/consume.ts'),
    }
  })
})
afterAll(async () => {
  vi.restoreAllMocks()
  await service.stop()
})

let sent = 0
const send = (path: string, body: object, token = tokens.hefei as never) => {
  sent += 1
  return service.call(token, 'POST', path, { key: `plant-${sent}`, body })
}
const person = { ...resident(31), name: planted.name }
const asker = {
  ...{ subject: 'H34020000001/zhang', scope: 'institution', division: '340200', institution: 'H34020000001' },
  ...{ operation: 'POST /v1/settlement/national 1101', at: '2025-06-01T08:00:00.000Z' },
}
const ask = (by: object) => tell({ by, asker }, { awsRequestId: `ask-${JSON.stringify(by).length}` })
const taxOffice = {
  ...{ subject: 'tax-system', scope: 'tax', division: '340100' },
  ...{ operation: 'GET /v1/contribution/due-files', at: '2025-06-02T08:00:00.000Z' },
}
/** Has persons named for a file of the tax office. */
const name = (named: readonly string[]) =>
  tell({ named, asker: taxOffice }, { awsRequestId: `name-${named.length}` })
const certificate = { type: 'id-card', number: planted.number }

const walk = async (): Promise<string> => {
  const enrolled = await send('/persons', person)
  expect(enrolled.status).toBe(201)
  // Again, under another name, with a wrong number, with a name that is too long, and not JSON.
  expect((await send('/persons', person)).status).toBe(201)
  expect((await send('/persons', { ...person, name: planted.other })).status).toBe(409)
  expect((await send('/persons', { ...person, idNumber: planted.wrongNumber })).status).toBe(422)
  expect((await send('/persons', { ...person, name: planted.other.repeat(20) })).status).toBe(400)
  const rows = [
    'id_number,name,sex,birth_on,scheme,city,employment,employer_id,aid,from,paid_months',
    `${planted.listedNumber},${planted.listed},女,1980-05-20,390,340100,resident,,,2025-01-01,`,
    `${planted.wrongNumber},${planted.listed},女,1980-05-20,390,340100,resident,,,2025-01-01,`,
  ]
  const contentBase64 = Buffer.from(rows.join('\r\n')).toString('base64')
  // Its answer shows the first names of the file, and is kept for a repeat.
  const list = { key: 'list', body: { contentBase64, onBadRows: 'skip' } }
  const imported = await service.call(tokens.hefei, 'POST', '/imports', list)
  expect(imported).toMatchObject({
    status: 200,
    body: { imported: 1, firstNames: [planted.listed, planted.listed] },
  })
  expect(await service.call(tokens.hefei, 'POST', '/imports', list)).toEqual(imported)
  const piece = { contentBase64 }
  const put = await service.call(tokens.hefei, 'PUT', '/imports/kept/parts/1', { key: 'piece', body: piece })
  expect(put.status).toBe(200)
  const correction = {
    ...{ name: planted.other, reason: `${planted.name}应为${planted.other}` },
    evidence: { kind: 'identity-card', number: planted.number },
  }
  const { personId } = enrolled.body
  const approve = async (number: number) => {
    const path = `/persons/${personId}/reports/${number}/approval`
    const by = { ...tokens.hefei, sub: 'second' } as never
    expect((await send(path, undefined as never, by)).status).toBe(200)
  }
  expect((await send(`/persons/${personId}/name-corrections`, correction)).status).toBe(201)
  await approve(1)
  const back = { ...correction, name: planted.name }
  expect((await send(`/persons/${personId}/name-corrections`, back)).status).toBe(201)
  await approve(2)
  const end = { on: '2025-06-30', reason: `other ${planted.number}` }
  expect((await send(`/persons/${personId}/leavings`, end)).status).toBe(400)
  for (const number of [planted.number, planted.wrongNumber])
    await send('/persons/look-ups', { certificate: { number }, name: planted.name }, tokens.hospital as never)
  await send('/persons/searches', { name: planted.name })
  await send('/persons/searches', { initials: 'oyzh' })
  await ask({ certificate })
  await name([String(personId)])
  await ask({ certificate: { ...certificate, number: planted.wrongNumber }, name: planted.other })
  await expect(ask({ certificate: { ...certificate, number: [planted.number] } })).rejects.toThrow()
  return String(enrolled.body.personId)
}

const everything = async (): Promise<RecordedItem[]> => {
  const journal = openStore(service.client, () => 'enrollment-journal')
  return [...(await service.items()), ...(await Array.fromAsync(journal.scan()))]
}

/** Bytes as the texts that they may be: as they are, or an answer as the journal keeps it. */
const textsOf = (bytes: Uint8Array): string[] => {
  const plain = Buffer.from(bytes).toString('utf8')
  try {
    return [plain, JSON.stringify(fromKept([bytes]))]
  } catch {
    return [plain]
  }
}

/** An item as a text. */
const readable = (item: RecordedItem): string =>
  JSON.stringify(
    Object.entries(item).map(([field, value]) =>
      value instanceof Uint8Array ? [field, ...textsOf(value)] : [field, value],
    ),
  )

describe('after a tour with planted names and ID numbers', () => {
  it('no item, no entry of the journal and no line of the log holds one of them', async () => {
    await walk()
    const items = await everything()
    const kinds = new Set(items.map(({ kind }) => kind))
    for (const kind of [
      'import-part',
      'command-answer',
      'name-correction',
      'identity',
      'certificate',
      'coverage',
      'data-key',
      'command',
      'look',
      'command-refused',
    ])
      expect(kinds).toContain(kind)
    expect(printed.join('\n')).toContain('POST /v1/enrollment/persons')
    for (const secret of Object.values(planted)) {
      for (const item of items) expect(readable(item)).not.toContain(secret)
      expect(printed.join('\n')).not.toContain(secret)
    }
  })

  it('none can be tried out: no hash of one is stored, nor of the request that it came in', async () => {
    const all = JSON.stringify(await everything())
    for (const secret of Object.values(planted)) expect(all).not.toContain(sha256(secret).slice(0, 20))
    expect(all).not.toContain(fingerprint({ params: {}, query: {}, body: { ...person, paidMonths: 0 } }))
  })

  it('the invariants find nobody in clear, and every key', async () => {
    const checks = invariants.map((invariant) => ({ ...invariant.start(), id: invariant.id }))
    for (const item of await service.items()) for (const check of checks) check.see(item)
    const findings = checks.map(({ id, finish }) => ({ id, ...finish() }))
    expect(findings.flatMap(({ violations }) => violations)).toEqual([])
    for (const id of ['enrollment.nobody-in-clear', 'enrollment.keys-kept'])
      expect(findings.find((finding) => finding.id === id)?.checked).toBeGreaterThanOrEqual(2)
  })
})

describe('a file of another authority', () => {
  it('names persons by their ids, and a look at each is traced as of whoever gets the file', async () => {
    const found = await service.call(tokens.hefei, 'POST', '/persons/searches', {
      ...{ key: 'to-name', body: { name: planted.name } },
    })
    const { personId } = (found.body.persons as { personId: string }[])[0] ?? { personId: 'none' }
    expect(await name([personId, 'P-of-nobody'])).toEqual({
      persons: [{ name: planted.name, certificate }, null],
    })
    const looks = (await everything()).filter((item) => item.kind === 'look' && item.scope === 'tax')
    expect(looks.at(-1)).toMatchObject({
      ...{ personId, subject: 'tax-system', operation: 'GET /v1/contribution/due-files' },
    })
  })
})

describe('a person is found', () => {
  const find = async (body: object, token = tokens.hefei as never) =>
    ((await send('/persons/searches', body, token)).body.persons as { name: string }[]).map(
      ({ name }) => name,
    )

  it('by name however it is written, by initials of either case, and by name with sex and birth', async () => {
    const born = { sex: 'female', birthOn: '1980-05-20' }
    for (const body of [
      { name: planted.name },
      { name: ' 欧阳 震华　' },
      { name: planted.name, ...born },
      { initials: 'OYZH' },
      { initials: 'oyzh', birthOn: '1980-05-20' },
    ])
      expect(await find(body)).toEqual([planted.name])
  })

  it('with their name and the end of their number, and no more of it', async () => {
    const { body } = await send('/persons/searches', { name: planted.name })
    expect(body).toMatchObject({
      persons: [{ name: planted.name, certificate: { type: 'id-card', ending: planted.number.slice(-4) } }],
      more: false,
    })
    expect(JSON.stringify(body)).not.toContain(planted.number)
  })

  it('not by a part of a name, another birth day or sex, nor by another city', async () => {
    expect(await find({ name: '欧阳' })).toEqual([])
    expect(await find({ name: planted.name, sex: 'male', birthOn: '1980-05-20' })).toEqual([])
    expect(await find({ initials: 'oyzh', birthOn: '1980-05-21' })).toEqual([])
    expect(await find({ name: planted.name }, tokens.wuhu as never)).toEqual([])
  })

  it('by certificate in any writing; another city is told the same as of someone unknown', async () => {
    const lookUp = async (number: string, token: never) =>
      (await send('/persons/look-ups', { certificate: { number } }, token)).body
    const spaced = `${planted.number.slice(0, 6)} ${planted.number.slice(6)}`
    for (const number of [planted.number, planted.number.toLowerCase(), spaced])
      expect((await lookUp(number, tokens.hospital as never)).persons).toHaveLength(1)
    const unknown = await lookUp(planted.wrongNumber, tokens.wuhu as never)
    expect(unknown).toEqual({ persons: [] })
    expect(await lookUp(planted.number, tokens.wuhu as never)).toEqual(unknown)
  })

  it('by twenty at most, and it is said that there are more', async () => {
    for (let serial = 100; serial < 121; serial += 1)
      expect((await send('/persons', { ...resident(serial), name: '诸葛亮' })).status).toBe(201)
    const { body } = await send('/persons/searches', { initials: 'zgl' })
    expect(body.persons).toHaveLength(20)
    expect(body.more).toBe(true)
  })
})

describe('what enrollment answers another service', () => {
  it('is who a person is, by certificate or by number, and the look is traced as the asker’s', async () => {
    const found = await ask({ certificate, name: planted.name })
    expect(found).toMatchObject({
      ...{ status: 'found', name: planted.name, certificate, sex: 'female', birthOn: '1980-05-20' },
    })
    const { personId } = found
    expect(await ask({ personId })).toEqual(found)
    const { body } = await service.call(tokens.auditor, 'GET', '/looks', {
      query: { personId: String(personId) },
    })
    expect(body.looks).toContainEqual(expect.objectContaining({ ...asker, personId }))
  })

  it('is the same of an unknown number and of a number under another name', async () => {
    const unknown = { status: 'unknown' }
    expect(await ask({ certificate: { ...certificate, number: planted.wrongNumber } })).toEqual(unknown)
    expect(await ask({ certificate, name: planted.other })).toEqual(unknown)
    expect(await ask({ personId: 'Pnobody' })).toEqual(unknown)
  })
})
