import { describe, expect, it } from 'vitest'
import { carriesMark, markedBy, marksField, newMark } from '#shared/edge/store/write-marks.ts'

const noon = Date.parse('2025-06-01T12:00:00+08:00')
const none = new Uint8Array()
const standing = (marks: Uint8Array) => [
  { Code: 'None' },
  { Code: 'ConditionalCheckFailed', Item: { pk: { S: 'X' }, [marksField]: { B: marks } } },
]

describe('the marks of an item', () => {
  it('are eight bytes at rest, and tell its last write', () => {
    const mark = newMark(noon)
    expect(markedBy(mark, none)).toHaveLength(8)
    expect(carriesMark(standing(markedBy(mark, none)), mark)).toBe(true)
    expect(carriesMark(standing(markedBy(mark, none)), newMark(noon))).toBe(false)
  })

  it('keep the writes of a minute, and no older ones', () => {
    const first = newMark(noon)
    const within = markedBy(newMark(noon + 60_000), markedBy(first, none))
    expect(carriesMark(standing(within), first)).toBe(true)
    const later = markedBy(newMark(noon + 61_000), markedBy(first, none))
    expect(later).toHaveLength(8)
    expect(carriesMark(standing(later), first)).toBe(false)
  })

  it('keep a mark of a clock that is ahead by some seconds', () => {
    const ahead = newMark(noon + 5_000)
    expect(carriesMark(standing(markedBy(newMark(noon), markedBy(ahead, none))), ahead)).toBe(true)
  })

  it('stay small however many write: 32 marks, the latest', () => {
    let marks: Uint8Array = none
    const written = Array.from({ length: 100 }, (_, n) => newMark(noon + n))
    for (const mark of written) marks = markedBy(mark, marks)
    expect(marks).toHaveLength(256)
    expect(written.filter((mark) => carriesMark(standing(marks), mark))).toEqual(written.slice(68))
  })

  it('are none on an item of before there were marks', () => {
    const reasons = [{ Code: 'ConditionalCheckFailed', Item: { pk: { S: 'X' } } }]
    expect(carriesMark(reasons, newMark(noon))).toBe(false)
    expect(carriesMark([], newMark(noon))).toBe(false)
  })
})
