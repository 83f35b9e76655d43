import type { Stored } from '#shared/edge/store/store.ts'
import { toRecoveryEvents } from '../../../../services/settlement/supervision/recovery-events.ts'
import { catalogueCsv, entitlement, importCatalogue, registerHospital, spellOf, stay } from '../province.ts'
import type { Service, Token } from '../service.ts'
import { changesOf, startService, tellSettled, tokens } from '../service.ts'

export const hospital = 'H34010000001'
/** An officer of Hefei. */
export const officer = (sub: string): Token & { sub: string } => ({ ...tokens.hefei, sub })
export const [anna, bo, chen] = [officer('anna'), officer('bo'), officer('chen')]

/** A service with a hospital and a catalogue. */
export const openSupervised = async (): Promise<Service> => {
  const service = await startService()
  await registerHospital(service, hospital)
  await importCatalogue(service, 'catalogue', catalogueCsv)
  return service
}

/** What officers and hospitals do in these tests; `current` is the service of the test file. */
export const supervising = (current: () => Service) => {
  const items = async (wanted: (item: Stored) => boolean): Promise<Stored[]> =>
    ((await current().items()) as unknown as Stored[]).filter(wanted)

  /** Tells the inbox of everything that was settled and reversed of a person, as the outbox does. */
  const tellOf = async (personId: string): Promise<number> =>
    tellSettled(current(), await items((item) => item.personId === personId))

  /** What the outbox tells the ledger of a claim's recoveries. */
  const recoveriesOf = async (claimId: string) =>
    toRecoveryEvents(changesOf(await items(({ kind }) => kind === 'recovery-ordered')))
      .map(({ event }) => event.data as { parts: { claimId: string; basic: number }[] })
      .filter(({ parts }) => parts.some((part) => part.claimId === claimId))

  const insure = (personId: string) =>
    current().deliver(entitlement(personId, 1, [spellOf('employee', '2025-01-01', '2025-12-31')]))

  /** Settles a stay of 10,000 yuan, of which the pool pays 7,290 (the first of the year). */
  const settle = async (personId: string, from: string, to: string, diagnosis: string, more: object = {}) => {
    const key = `${personId}-${from}`
    const body = { ...stay(personId, from, to), diagnosis, ...more }
    return current().call(tokens.hospital, 'POST', '/claims', { key, body })
  }

  /** A command on a case; a key is one of the case's own, since an office uses each for one command. */
  const post = (token: Token, path: string, key: string, body: object = {}) =>
    current().call(token, 'POST', `/audit-cases${path}`, { key: `${path}:${key}`, body })
  const caseOf = async (claimId: string) => {
    const { body } = await current().call(tokens.province, 'GET', '/audit-cases', {
      query: { institution: hospital },
    })
    return (body.cases as { caseId: string; claims: string[]; standing: { status: string } }[]).find(
      ({ claims }) => claims.includes(claimId),
    )
  }
  const openedCase = async (personId: string) => {
    await insure(personId)
    const { body } = await settle(personId, '2025-03-01', '2025-03-09', 'I10.x02')
    const opened = await post(anna, '', `open-${personId}`, {
      ...{ institution: hospital, city: '340100', claims: [body.claimId], reason: 'a tip' },
      on: '2025-03-20',
    })
    return { caseId: String(opened.body.caseId), claimId: String(body.claimId), opened }
  }

  return { tellOf, recoveriesOf, insure, settle, post, caseOf, openedCase }
}
