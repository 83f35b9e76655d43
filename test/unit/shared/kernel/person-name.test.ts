import { describe, expect, it } from 'vitest'
import { nameFault, normalName } from '#shared/kernel/person-name.ts'

describe('the normal form of a name', () => {
  it.each([
    ['买买提·吐尔逊', '买买提•吐尔逊', 'a bullet'],
    ['买买提·吐尔逊', '买买提．吐尔逊', 'a full-width dot'],
    ['买买提·吐尔逊', '买买提・吐尔逊', 'a Katakana dot'],
    ['买买提·吐尔逊', '买买提.吐尔逊', 'a full stop'],
    ['王伟', ' 王 伟\u3000', 'blanks'],
    ['王伟', '王\u200b伟\ufe00', 'signs that are not seen'],
    ['JOHN SMITH', 'Ｊｏｈｎ　Ｓｍｉｔｈ', 'full-width letters'],
    ['张䶮', '张\ue863', 'what GBK had in the private area'],
    ['刘龑', '刘龑', 'itself'],
    ['张龴', '张\ue81e', 'what GB18030 moved in 2022'],
    ['龍率', '龍\uf9db', 'a compatibility ideograph'],
    ['王一', '王\u2f00', 'a radical'],
  ])('of %s and %j is one: %s', (one, other) => {
    expect(normalName(one)).toBe(normalName(other))
  })

  it('keeps names apart that differ in a character', () => {
    expect(new Set(['王伟', '王玮', '王韦', '国龍', '国龙'].map(normalName)).size).toBe(5)
  })

  it('is its own normal form', () => {
    for (const name of ['买买提•吐尔逊', '张\ue863', 'O’Brien'])
      expect(normalName(normalName(name))).toBe(normalName(name))
  })
})

describe('a name', () => {
  it.each([
    '王芳',
    '买买提·吐尔逊',
    '欧阳娜娜',
    '缪㛃龑䶮',
    '张\ue863',
    '李\u{20087}',
    'José Müller',
    'O’Brien',
    '琚鸿宝',
    '某建国',
    '不二',
    '姓文',
    '阿卜杜拉·买买提·艾力',
    'Mary-Ann',
  ])('%s is one', (name) => {
    expect(nameFault(name)).toBeUndefined()
  })

  it.each([
    '',
    ' ',
    '?',
    '王?',
    '#N/A',
    'null',
    'NULL',
    'undefined',
    '123',
    '张3',
    '１２',
    '·',
    '王·',
    '(王)',
    '王\n芳',
    '无',
    '测试',
    '测试人员',
    '不详',
    '未知',
    '无名氏',
    '李某某',
    '王··芳',
    '买买提·•吐尔逊',
    'Mary--Ann',
  ])('%j is none', (name) => {
    expect(nameFault(name)).toBe('not-a-name')
  })

  it.each([
    ['\ufffd', 'a character that could not be read'],
    ['王\ufffd', 'one of two'],
    ['¬÷', 'GBK read as UTF-8'],
    ['鐜嬭姵', 'UTF-8 read as GBK'],
    ['锟斤拷', 'unreadable characters read as GBK'],
    ['çŽ‹èŠ³', 'UTF-8 read as Western'],
    ['ÍõÁÖ×', 'GBK read as Western'],
    ['王é', 'an accent among Chinese'],
  ])('%s is garbled: %s', (name) => {
    expect(nameFault(name)).toBe('garbled')
  })
})
