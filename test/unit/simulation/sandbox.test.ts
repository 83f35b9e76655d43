import { describe, expect, it } from 'vitest'
import { openLife } from '../../../simulation/world/sandbox.ts'

describe('a sandbox', () => {
  it('that is killed tells so once, and is not alive any more', () => {
    const life = openLife()
    const told: string[] = []
    life.onEnd((why) => told.push(why))
    expect(life.isAlive()).toBe(true)
    life.kill('first')
    life.kill('second')
    expect([life.isAlive(), told]).toEqual([false, ['first']])
  })

  it('tells of its end to whoever asked last, since it does one thing at a time', () => {
    const life = openLife()
    const told: string[] = []
    life.onEnd(() => told.push('the first'))
    life.onEnd(() => told.push('the second'))
    life.kill('now')
    expect(told).toEqual(['the second'])
  })
})
