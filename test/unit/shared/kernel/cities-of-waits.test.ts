import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { CityOfKind } from '#shared/kernel/seen-wait.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { releasedFiles } from '../../../../cli/released/files.ts'

type Service = {
  readonly whatWaits: (policy: Policy) => readonly Wait[]
  readonly cityOfKind: CityOfKind
}
const policy = readPolicy('shared/policy/anhui')

const recordsOf = (service: string): readonly RecordedItem[] =>
  releasedFiles(`items/${service}/*.jsonl`).flatMap(({ values }) => values as RecordedItem[])

/** The kinds of which something waited in what was ever released: each has to say whose work it is. */
describe.each(['enrollment', 'contribution', 'settlement', 'budget', 'adjustment-fund'])('%s', (name) => {
  it('declares of each kind of record that waits whose work it is', async () => {
    const { whatWaits, cityOfKind } = (await import(
      `../../../../services/${name}/night/what-waits.ts`
    )) as Service
    const waits = whatWaits(policy).filter(({ work }) => work)
    const records = recordsOf(name)
    const kinds = new Set(
      records.flatMap((record) => (waits.some(({ waits: in_ }) => in_(record)) ? [String(record.kind)] : [])),
    )
    expect([...kinds].filter((kind) => cityOfKind[kind] === undefined)).toEqual([])
    // What it declares is there: a record of the kind names a city or a division, or is the province's.
    const unread = records.filter((record) => {
      const of = cityOfKind[String(record.kind)]
      const declared = of?.(record)
      return of && declared !== undefined && !/^34\d{4,10}$/.test(String(declared))
    })
    expect(unread).toEqual([])
  })
})

it('who waits for their number is the work of the city that covers them, and a transfer of the one that releases', async () => {
  const { cityOfKind } = (await import('../../../../services/enrollment/night/what-waits.ts')) as Service
  const [coverage] = recordsOf('enrollment').filter(({ kind }) => kind === 'coverage')
  const [transfer] = recordsOf('enrollment').filter(({ kind, wanted }) => kind === 'transfer' && wanted)
  expect(coverage && cityOfKind.coverage?.(coverage)).toMatch(/^34\d{4}$/)
  const { city } = { ...(transfer?.wanted as { city: string } | undefined) }
  expect(city).toMatch(/^34\d{4}$/)
  expect(transfer && cityOfKind.transfer?.(transfer)).toBe(city)
})
