import { describe, expect, it } from 'vitest'
import { measureImport } from '../../../../cli/bench/imports.ts'

describe('a file of persons in pieces', () => {
  it('costs eleven write units a new person, three read units, and two round trips, however long it is', async () => {
    const few = await measureImport(1_500)
    expect(few).toMatchObject({
      importRows: 1_500,
      importCalls: 1,
      importWriteUnitsPerRow: expect.any(Number),
    })
    // Certificate, identity, coverage and likeness in one transaction, and two places in indexes.
    expect(few.importWriteUnitsPerRow).toBeLessThanOrEqual(11.1)
    // Nobody under the certificate, when judged and when taken; nobody alike.
    expect(few.importReadUnitsPerRow).toBeLessThanOrEqual(3.2)
    expect(few.importRoundTripsPerRow).toBeLessThanOrEqual(2.1)
  })

  it('is handed on by each call that is too long, and enrols everybody once', async () => {
    let now = 0
    const slow = () => {
      now += 40_000
      return now
    }
    const handedOn = await measureImport(3_000, slow)
    expect(handedOn.importCalls).toBeGreaterThan(4)
    expect(handedOn.importWriteUnitsPerRow).toBeLessThanOrEqual(11.2)
  })
})
