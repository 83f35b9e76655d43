import { describe, expect, it } from 'vitest'
import { callOff, openEvents } from '../../../simulation/world/events-by-time.ts'

describe('what is to happen', () => {
  it('comes by its moment, and of one moment in the order in which it was added', () => {
    const events = openEvents()
    const happened: string[] = []
    for (const [at, name] of [
      [30, 'c'],
      [10, 'a'],
      [20, 'b1'],
      [20, 'b2'],
      [10, 'a2'],
      [20, 'b3'],
    ] as const)
      events.add(at, () => happened.push(name))
    for (let next = events.next(); next; next = events.next()) next.act()
    expect(happened).toEqual(['a', 'a2', 'b1', 'b2', 'b3', 'c'])
  })

  it('passes over what was called off', () => {
    const events = openEvents()
    const happened: string[] = []
    const [early, , late] = ([10, 20, 30] as const).map((at) =>
      events.add(at, () => happened.push(`at ${at}`)),
    )
    if (early) callOff(early)
    if (late) callOff(late)
    for (let next = events.next(); next; next = events.next()) next.act()
    expect(happened).toEqual(['at 20'])
  })

  it('keeps its order where thousands of limits are called off long before their moment', () => {
    const events = openEvents()
    const happened: string[] = []
    for (let number = 0; number < 3000; number += 1) {
      // Moments go down and up again, and each comes many times.
      const happening = events.add((number * 37) % 100, () =>
        happened.push(`${(number * 37) % 100}/${number}`),
      )
      if (number % 7 !== 0) callOff(happening)
    }
    for (let next = events.next(); next; next = events.next()) next.act()
    expect(happened).toHaveLength(429)
    expect(happened.slice(0, 3)).toEqual(['0/0', '0/700', '0/1400'])
    expect(happened.at(-1)).toBe('99/2527')
  })
})
