import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decodeText } from '#shared/edge/files/encoding.ts'
import { gbBytesOf } from '#shared/kernel/gb-characters.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const gbk = (text: string): Uint8Array => gbBytesOf(text) ?? new Uint8Array()
const utf16 = (text: string, mark: boolean, bigEndian: boolean): Uint8Array => {
  const bytes = Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le')
  return Uint8Array.from(bigEndian ? bytes.swap16() : bytes)
}

const codeOf = (read: () => unknown): string | undefined => {
  try {
    read()
  } catch (error) {
    return (error as { code?: string }).code
  }
  return undefined
}

describe('the encoding of a file', () => {
  const text = 'id,name\r\n1,王芳\r\n2,买买提·吐尔逊\r\n'

  it('is told by its mark, which is no part of the text', () => {
    expect(decodeText(utf8(`\uFEFF${text}`))).toEqual({ text, encoding: 'utf-8' })
    expect(decodeText(utf16(text, true, false))).toEqual({ text, encoding: 'utf-16le' })
    expect(decodeText(utf16(text, true, true))).toEqual({ text, encoding: 'utf-16be' })
  })

  it('is told by zero bytes where UTF-16 has no mark', () => {
    expect(decodeText(utf16(text, false, false))).toEqual({ text, encoding: 'utf-16le' })
    expect(decodeText(utf16(text, false, true))).toEqual({ text, encoding: 'utf-16be' })
  })

  it('is told by what is valid: UTF-8 without a mark, GB18030', () => {
    expect(decodeText(utf8(text))).toEqual({ text, encoding: 'utf-8' })
    const inGb = 'id,name\r\n1,王芳\r\n'
    expect(decodeText(gbk(inGb))).toEqual({ text: inGb, encoding: 'gb18030' })
  })

  it.each([
    ['卢梅', 'c2acc3b7', '¬÷'],
    ['路梅', 'c2b7c3b7', '·÷'],
    ['毛茂', 'c3abc3af', 'ëï'],
    ['路路', 'c2b7c2b7', '··'],
  ])('is GBK for %s, whose bytes %s are by chance the UTF-8 of %s', (name, bytes, byChance) => {
    expect(Buffer.from(bytes, 'hex').toString('utf8')).toBe(byChance)
    expect(decodeText(gbk(`name\n${name}\n`))).toEqual({ text: `name\n${name}\n`, encoding: 'gb18030' })
  })

  it('is UTF-8 for names whose bytes are by chance valid GBK, dots between their parts included', () => {
    for (const name of ['王芳', '李伟', '阿依古丽·买买提'])
      expect(decodeText(utf8(`name\n${name}\n`))).toEqual({ text: `name\n${name}\n`, encoding: 'utf-8' })
  })

  it('is asked for when the names can be people’s in both: two rare characters, a single accent', () => {
    for (const name of ['䶮㛃', 'José']) {
      expect(codeOf(() => decodeText(utf8(`name\n${name}\n`)))).toBe('file.encoding-unclear')
      expect(decodeText(utf8(`name\n${name}\n`), 'utf-8').text).toBe(`name\n${name}\n`)
    }
  })

  it('is the one that is named, and the file is refused when it cannot be read so', () => {
    expect(decodeText(gbk('卢梅'), 'utf-8').text).toBe('¬÷')
    expect(codeOf(() => decodeText(gbk('王芳'), 'utf-8'))).toBe('file.encoding')
  })

  it('is none when the bytes fit neither UTF-8 nor GB18030', () => {
    expect(codeOf(() => decodeText(Uint8Array.of(0xff, 0xff)))).toBe('file.encoding')
  })

  it('of the file of one woman named 卢梅 is GBK', () => {
    const { text: read } = decodeText(readFileSync('test/found/F09-gbk-looks-like-utf8.csv'))
    expect(read).toContain('340102198803080247,卢梅,female')
  })
})

describe('names of usual characters', () => {
  const surnames = [...'李王张刘陈杨赵黄周吴卢梅路茅娄']
  const given = [...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂婷雪琳梓涵雨欣浩宇轩怡']

  it('alone in a file are never read wrongly in either encoding; a few are asked for', () => {
    const outcomes = { right: 0, asked: 0, wrong: 0 }
    for (const surname of surnames)
      for (const first of given)
        for (const second of ['', ...given])
          for (const bytes of [utf8, gbk]) {
            const name = surname + first + second
            try {
              outcomes[decodeText(bytes(`${name}\n`)).text === `${name}\n` ? 'right' : 'wrong'] += 1
            } catch {
              outcomes.asked += 1
            }
          }
    expect(outcomes.wrong).toBe(0)
    expect(outcomes.asked).toBeLessThan(outcomes.right / 100)
  })
})
