import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { memoryJournal } from '#test/support/memory-journal.ts'
import { creditAccounts } from '../../../../services/settlement/account/credit-accounts.ts'
import { importCatalogue } from '../../../../services/settlement/catalogue/import-catalogue.ts'
import { approve } from '../../../../services/settlement/catalogue/judge-import.ts'
import type { ClaimRequest } from '../../../../services/settlement/claim/claim-request.ts'
import { reverseClaim } from '../../../../services/settlement/claim/reverse-claim.ts'
import { settleClaim } from '../../../../services/settlement/claim/settle-claim.ts'
import type { Effects } from '../../../../services/settlement/effects.ts'
import { assembleEffects } from '../../../../services/settlement/effects.ts'
import { replaceEntitlements } from '../../../../services/settlement/entitlement/replace-entitlements.ts'
import { checker, importByTwo, maker } from '../catalogue/by-two.ts'
import { catalogueCsv, contribution, registerByTwo, spellOf, stay } from '../province.ts'

const policy = readPolicy('shared/policy/anhui')
let dynamo: Awaited<ReturnType<typeof startDynamo>>
let tables = 0
let store: Store
/** Effects that work, and effects whose function is killed right after its first write took hold. */
let sound: Effects
const killedAfter = (writes: number): Effects => {
  let left = writes
  return effectsOver({
    ...store,
    write: async (given) => {
      const written = await store.write(given)
      left -= 1
      if (left <= 0) throw new Error('killed')
      return written
    },
  })
}
const effectsOver = (over: Store): Effects => {
  const table = { store: over, meter: () => {} }
  return assembleEffects({
    journal: memoryJournal(),
    table,
    referenceTable: table,
    supervisionTable: table,
    policy: () => policy,
    now: Date.now,
  })
}

const request = {
  ...stay('P1', '2025-03-01', '2025-03-09'),
  msgid: 'M1',
  settledOn: '2025-03-09',
} as ClaimRequest
const entitled = {
  id: 'entitlement-P1-1',
  occurredOn: '2025-01-01',
  data: {
    persons: [
      {
        personId: 'P1',
        year: 2025,
        version: 1,
        changedOn: '2025-01-01',
        birthOn: '1980-05-01',
        sex: 'female' as const,
        spells: [spellOf('employee', '2025-01-01', '2025-12-31')],
      },
    ],
  },
}

beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.stop())

beforeEach(async () => {
  tables += 1
  const name = `settlement-${tables}`
  await dynamo.createTable(name)
  store = openStore(dynamo.client, () => name)
  sound = effectsOver(store)
  await importByTwo(
    { commandId: 'I1', fileName: 'c.csv', bytes: Buffer.from(catalogueCsv), onBadRows: 'refuse' },
    sound,
  )
  const agreement = { from: '2020-01-01', to: null }
  const hospital = {
    code: 'H34010000001',
    name: 'A',
    city: '340100',
    level: 3,
    category: 'general',
    agreement,
  } as const
  await registerByTwo(hospital, sound)
})

const account = async () => (await sound.claims.findYear({ personId: 'P1', year: 2025 }))?.state.account

describe('a function killed after its write took hold, its answer lost: the same again gives the same', () => {
  it('for a settlement', async () => {
    await replaceEntitlements(entitled, sound)
    await expect(settleClaim(request, killedAfter(1))).rejects.toThrow('killed')
    const year = await sound.claims.findYear({ personId: 'P1', year: 2025 })
    const repeated = await settleClaim(request, sound)
    expect(repeated).toMatchObject({ status: 'accepted', value: { claim: { amounts: { basic: 729_000 } } } })
    expect(await sound.claims.findYear({ personId: 'P1', year: 2025 })).toEqual(year)
  })

  it('for a reversal', async () => {
    await replaceEntitlements(entitled, sound)
    const before = await sound.claims.findYear({ personId: 'P1', year: 2025 })
    const settled = await settleClaim(request, sound)
    const claimId = settled.status === 'accepted' ? settled.value.claim.claimId : ''
    const reversal = { claimId, key: 'V1', today: '2025-03-10' }
    await expect(reverseClaim(reversal, () => true, killedAfter(1))).rejects.toThrow('killed')
    const repeated = await reverseClaim(reversal, () => true, sound)
    expect(repeated).toMatchObject({ status: 'accepted', value: { amounts: { basic: -729_000 } } })
    const after = await sound.claims.findYear({ personId: 'P1', year: 2025 })
    expect({ ...after?.state, version: 0 }).toEqual({ ...before?.state, version: 0 })
  })

  it('for an entitlement', async () => {
    await expect(replaceEntitlements(entitled, killedAfter(1))).rejects.toThrow('killed')
    await replaceEntitlements(entitled, sound)
    expect(await sound.claims.findYear({ personId: 'P1', year: 2025 })).toMatchObject({
      state: { version: 1 },
    })
  })

  it('for credits of more persons than one transaction holds, killed between two', async () => {
    const others = Array.from({ length: 40 }, (_, index) => ({ personId: `Q${index}`, account: 100 }))
    const event = contributionsReceived.parse(
      contribution('E-1-2025-01', [{ personId: 'P1', account: 5_000 }, ...others]),
    )
    await expect(creditAccounts(event, killedAfter(1))).rejects.toThrow('killed')
    expect(await account()).toBe(5_000)
    await creditAccounts(event, sound)
    expect(await account()).toBe(5_000)
    expect(await sound.claims.findYear({ personId: 'Q39', year: 2025 })).toMatchObject({
      state: { account: 100 },
    })
  })

  it('for a catalogue import', async () => {
    const file = {
      commandId: 'I2',
      fileName: 'd.csv',
      bytes: Buffer.from(catalogueCsv),
      onBadRows: 'refuse',
      made: maker,
    } as const
    // The rows and the part, then the import that waits.
    await expect(importCatalogue(file, killedAfter(3))).rejects.toThrow('killed')
    const answer = await importCatalogue(file, sound)
    expect(answer).toMatchObject({ value: { rows: 3, imported: 3, bad: [] } })
    const importId = answer.status === 'accepted' ? String(answer.value.importId) : ''
    const before = await sound.catalogue.version()
    // Chunks of terms and of names come first; the fifth write brings it into force.
    await expect(approve(importId, checker, killedAfter(5))).rejects.toThrow('killed')
    expect(await sound.catalogue.version()).toBe(before + 1)
    expect(await approve(importId, checker, sound)).toMatchObject({ value: { status: 'in-force' } })
    expect(await sound.catalogue.version()).toBe(before + 1)
  })
})

it('a year that changes under a decision is decided on again', async () => {
  await replaceEntitlements(entitled, sound)
  let interfered = false
  const interfering = effectsOver({
    ...store,
    write: async (given) => {
      if (!interfered) {
        interfered = true
        await creditAccounts(
          contributionsReceived.parse(contribution('E-9-2025-01', [{ personId: 'P1', account: 700 }])),
          sound,
        )
      }
      return store.write(given)
    },
  })
  const settled = await settleClaim(request, interfering)
  expect(settled).toMatchObject({
    status: 'accepted',
    value: { claim: { amounts: { account: 700 } }, accountAfter: 0 },
  })
})

describe('a first read that is behind, as an eventually consistent one may be', () => {
  /** Eventual reads show the table as it was when it was empty of persons and claims. */
  const behind = (): Effects =>
    effectsOver({
      ...store,
      getMany: async (keys, options) =>
        options?.eventual ? keys.map(() => undefined) : store.getMany(keys, options),
    })

  it('refuses nobody: a claim is refused only on a consistent read', async () => {
    await replaceEntitlements(entitled, sound)
    expect(await settleClaim(request, behind())).toMatchObject({ status: 'accepted' })
  })

  it('settles nothing twice: the repeat is recognised', async () => {
    await replaceEntitlements(entitled, sound)
    const first = await settleClaim(request, sound)
    const year = await sound.claims.findYear({ personId: 'P1', year: 2025 })
    expect(await settleClaim(request, behind())).toEqual(first)
    expect(await sound.claims.findYear({ personId: 'P1', year: 2025 })).toEqual(year)
  })

  it('shares no account out twice: the second claim is decided on what the first left', async () => {
    await replaceEntitlements(entitled, sound)
    await creditAccounts(
      contributionsReceived.parse(contribution('E-1-2025-01', [{ personId: 'P1', account: 5_000 }])),
      sound,
    )
    await settleClaim(request, sound)
    const later = {
      ...request,
      msgid: 'M2',
      visitId: 'V2',
      admittedOn: '2025-04-01',
      dischargedOn: '2025-04-09',
    } as ClaimRequest
    const second = await settleClaim({ ...later, settledOn: '2025-04-09' }, behind())
    expect(second).toMatchObject({ value: { claim: { amounts: { account: 0 } }, accountAfter: 0 } })
  })
})
