import * as z from 'zod'
import { city, employment, id, scheme } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { newPerson } from '../enrolment/rules/new-person.ts'
import { faultOfProof, personFaults, personRefusals } from '../enrolment/rules/person-faults.ts'
import { plainReason } from '../person/plain-reason.ts'
import type { Hand } from '../person/rules/insured.ts'
import { placeOf } from '../person/rules/insured.ts'
import { personLimits } from '../person/rules/person-limits.ts'
import { certificateOf, idOrCertificate } from '../person/rules/proof-fields.ts'
import { refusal } from '../refusals.ts'
import { decideOnTransfer } from './decide-transfer.ts'
import { pageTransfers, personsOf, sides } from './list-transfers.ts'
import { requestTransfer } from './request-transfer.ts'
import type { DecideTransfer, Transfer } from './rules/transfer.ts'
import { transfers } from './store.ts'
import { showTransfer, transferAnswer } from './transfer-answer.ts'

const path = '/v1/enrollment/transfers'
const params = z.strictObject({ transferId: id })
type TransferRequest = { readonly params: z.output<typeof params> }
const changes = ({ params: { transferId } }: TransferRequest): string[] => [`${path}/${transferId}`]

const { name, sex, birthOn, from } = newPerson.shape
const wanted = z.strictObject({
  ...{ ...idOrCertificate, name, sex, birthOn },
  ...{ scheme, city, employment, employerId: id.optional(), from },
})

const citiesOf = (
  { place, wanted }: Transfer,
  whose: 'covering' | 'either',
): { readonly cities: readonly string[] } => ({
  cities: [...(wanted ? [wanted.city] : []), ...(whose === 'either' ? [place.city] : [])],
})

/** A transfer belongs to its cities; to others it is not there. */
const ofTransfer = (effects: Effects, whose: 'covering' | 'either') =>
  ({
    whose: 'recorded',
    as:
      whose === 'covering'
        ? 'the city that covers the person'
        : 'the city that asks, and the one that covers',
    unknown: () => refusal('transfer.unknown', { field: 'transferId' }),
    find: async ({ params: { transferId } }: TransferRequest) => {
      const found = await transfers.read(effects.store, { transferId })
      return found && { parties: citiesOf(found, whose), found }
    },
  }) as const

const ask = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path,
    summary:
      'Asks for a person whom another city covers. Nothing changes before that city releases them, and whether there is such a person is not said.',
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    // It asks about people by what is known of them, as a look-up does.
    pace: 'look-up',
    body: wanted,
    status: 201,
    answer: transferAnswer,
    refusals: [...personRefusals, 'enrollment.already-covered', 'policy.missing'],
    changes: (_, { transferId }) => [`${path}/${transferId}`],
    handle: async ({ body, commandId, today, by: { subject, division } }) => {
      const person = { ...body, aid: 'none' as const, paidMonths: 0 }
      const unproven = faultOfProof(person)
      if (unproven) return { status: 'refused', refusal: unproven }
      const [fault] = personFaults(person, { today, limits: personLimits(effects.policy()) })
      if (fault) return { status: 'refused', refusal: fault }
      const tokens = await effects.secrets.tokensOf(certificateOf(body), body)
      const asked = await requestTransfer(
        { tokens, place: placeOf(person), from: body.from, commandId, by: { subject, division }, today },
        effects,
      )
      if (asked.status === 'refused') return asked
      // As the asking city sees it, whoever asks for it.
      return accept(showTransfer(asked.value, undefined, { reaches: () => false, today }))
    },
  })

type Decided = TransferRequest & {
  readonly by: Hand
  readonly commandId: string
  readonly today: string
  readonly reaches: Parameters<typeof showTransfer>[2]['reaches']
}

const decide = async (
  { params: { transferId }, by: { subject, division }, commandId, today, reaches }: Decided,
  command: { readonly does: 'release' } | { readonly does: 'refuse'; readonly reason: string },
  effects: Effects,
) => {
  const decision: DecideTransfer = { ...command, by: { subject, division, on: today } }
  const decided = await decideOnTransfer(transferId, decision, commandId, effects)
  if (decided.status === 'refused') return decided
  const [insured] = await personsOf([decided.value], effects.store)
  return accept(showTransfer(decided.value, insured, { reaches, today }))
}

/** Who released or refused it; the answer does not name them to the other city. */
const handUnder = async (transferId: string, { store }: Effects) => {
  const found = await transfers.read(store, { transferId })
  return found && 'decided' in found ? { by: found.decided.subject, on: found.decided.on } : undefined
}

const decidedRefusals = ['transfer.unknown', 'transfer.decided', 'transfer.same-person', 'transfer.too-early']

const release = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{transferId}/release`,
    summary:
      'Releases a person to the city that asks for them: by another person than asked, of the city that covers them, or of the province after the deadline.',
    scopes: ['province', 'city'],
    params,
    owner: ofTransfer(effects, 'covering'),
    answer: transferAnswer,
    refusals: [
      ...decidedRefusals,
      'transfer.lapsed',
      'transfer.report-waiting',
      'enrollment.move-too-early',
      'enrollment.too-far-ahead',
      'policy.missing',
    ],
    changes: (asked, { personId = '' }) => [...changes(asked), `/v1/enrollment/persons/${personId}`],
    hand: (_, { params: { transferId } }) => handUnder(transferId, effects),
    handle: (request) => decide(request, { does: 'release' }, effects),
  })

const refuseTransfer = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{transferId}/refusal`,
    summary: 'Refuses a transfer with a reason, which the city that asked is told; nothing changes.',
    scopes: ['province', 'city'],
    params,
    owner: ofTransfer(effects, 'covering'),
    body: z.strictObject({ reason: plainReason }),
    answer: transferAnswer,
    refusals: [...decidedRefusals, 'transfer.expired'],
    changes,
    hand: (_, { params: { transferId } }) => handUnder(transferId, effects),
    handle: (request) => decide(request, { does: 'refuse', reason: request.body.reason }, effects),
  })

const personIn = ({ personId }: { readonly personId?: string | undefined }): string[] =>
  personId === undefined ? [] : [personId]

const read = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: `${path}/{transferId}`,
    summary: 'A transfer: what it asks for, how long it waits, and what became of it.',
    scopes: ['province', 'city', 'auditor'],
    params,
    owner: ofTransfer(effects, 'either'),
    answer: transferAnswer,
    refusals: ['transfer.unknown'],
    persons: (_, transfer) => personIn(transfer),
    handle: async ({ found, reaches, today }) => {
      const [insured] = await personsOf([found], effects.store)
      return accept(showTransfer(found, insured, { reaches, today }))
    },
  })

const list = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary: "What waits for a city's release, or what it asked for; the oldest first, with its age.",
    scopes: ['province', 'city', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, side: z.enum(sides), cursor: z.string().min(1).max(2_000).optional() }),
    answer: z.strictObject({ transfers: z.array(transferAnswer), cursor: z.string().optional() }),
    refusals: ['cursor.unreadable'],
    persons: (_, { transfers: shown }) => shown.flatMap(personIn),
    handle: async ({ query, reaches, today }) => {
      const { listed, cursor } = await pageTransfers(query, effects.store)
      return accept({
        transfers: listed.map(({ transfer, insured }) => showTransfer(transfer, insured, { reaches, today })),
        ...(cursor === undefined ? {} : { cursor }),
      })
    },
  })

/** Persons on their way from one city to another, by the hands of both. */
export const transferRoutes = (effects: Effects): Operation[] => [
  ask(effects),
  release(effects),
  refuseTransfer(effects),
  read(effects),
  list(effects),
]
