import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { initialsOf } from '../../../../services/enrollment/person/initials.ts'
import { keepSecrets } from '../../../../services/enrollment/person/keep-secrets.ts'
import { normalNumber } from '../../../../services/enrollment/person/rules/certificate.ts'

const keys = new Map<string, Uint8Array>()
const ring = {
  find: async (name: string) => keys.get(name),
  use: async (name: string) => {
    const key = keys.get(name) ?? randomBytes(32)
    keys.set(name, key)
    return key
  },
}
const secrets = keepSecrets(ring, () => new Date('2025-05-31T17:00:00Z'))
const born = { sex: 'female', birthOn: '1980-05-20' } as const
const tokensOf = (number: string, name: string) =>
  secrets.tokensOf({ type: 'id-card', number }, { name, ...born })

describe('the normal form of a number', () => {
  it.each([
    ['34010219800520002x', '34010219800520002X'],
    [' 340102 19800520 0021 ', '340102198005200021'],
    ['３４０１０２１９８００５２０００２１', '340102198005200021'],
    ['340102800520002', '340102198005200021'],
  ])('of %j is %s: case, blanks, width and the fifteen digits of before 1999', (written, normal) => {
    expect(normalNumber(written)).toBe(normal)
  })
})

describe('the tokens of a person', () => {
  it('are one for each way to write their name and number', async () => {
    const one = await tokensOf('340102198005200021', '买买提·吐尔逊')
    expect(await tokensOf('340102800520002', ' 买买提．吐尔逊　')).toEqual(one)
  })

  it.each(
    readFileSync('test/found/F12-names-that-are-the-same.jsonl', 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { idNumber: string; first: string; again: string })
      .map(({ idNumber, first, again }) => [first, again, idNumber] as const),
  )('are the same of %s and %s (found F12)', async (first, again, idNumber) => {
    expect(await tokensOf(idNumber, again)).toEqual(await tokensOf(idNumber, first))
  })

  it('differ in what differs, and share what is shared', async () => {
    const one = await tokensOf('340102198005200021', '王芳')
    const other = await tokensOf('340102198005200048', '王方')
    expect(other.initials).toBe(one.initials)
    for (const kind of ['certificate', 'name', 'namedPerson'] as const)
      expect(other[kind]).not.toBe(one[kind])
  })
})

describe('the initials of a name', () => {
  it.each([
    ['王芳', 'wf'],
    ['单雄信', 'sxx'],
    ['曾国藩', 'zgf'],
    ['尉迟恭', 'ycg'],
    ['买买提·吐尔逊', 'mmttex'],
    ['张䶮', 'zy'],
    ['JOHNSMITH', 'johnsmith'],
  ])('of %s are %s', async (name, initials) => {
    expect(await initialsOf(name)).toBe(initials)
  })
})

describe('who a person is', () => {
  const wangFang = { number: '340102198005200021', name: '王芳' }

  it("opens again, sealed with the key of the month in China's time", async () => {
    const sealed = await secrets.seal('P1', wangFang)
    expect(sealed).toMatch(/^identities-2025-06\./)
    expect(await secrets.open('P1', sealed)).toEqual(wangFang)
  })

  it('does not open as another person, nor without its key', async () => {
    const sealed = await secrets.seal('P1', wangFang)
    await expect(secrets.open('P2', sealed)).rejects.toMatchObject({ code: 'secrets.unreadable' })
    const lost = keepSecrets({ ...ring, find: async () => undefined })
    await expect(lost.open('P1', sealed)).rejects.toMatchObject({ code: 'secrets.key-missing' })
    expect(await lost.tokenOf({ by: 'name', name: '王芳' })).toBeUndefined()
  })
})
