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
})
