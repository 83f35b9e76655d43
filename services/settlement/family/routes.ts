import * as z from 'zod'
import { city, day, id, signature, signedAmount, why } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { readAccountYears } from '../account/account-years.ts'
import { cityAtLastOf } from '../insured-year/rules/insured-year.ts'
import { refusal } from '../refusals.ts'
import type { ConsentEffects, SharedConsent } from './give-consent.ts'
import { consentsOf, endConsent, recordConsent } from './give-consent.ts'
import { relations } from './rules/consent.ts'

const offices = ['province', 'city'] as const
const path = '/v1/settlement/persons/{personId}/family-consents'
const person = z.strictObject({ personId: id })

const shown = z.strictObject({
  ...{ consentId: id, owner: id, member: id, relation: z.enum(relations), city, from: day },
  priority: z.int().meta({ description: 'in which order the member uses accounts, the least first' }),
  document: z.string(),
  given: signature,
  withdrawn: signature.extend({ reason: z.string() }).optional(),
  followed: z.strictObject({ on: day, by: id.optional() }).optional().meta({
    description:
      'since when the owner or the member goes by another number, and the consent that stands there in its place',
  }),
  follows: id.optional().meta({ description: 'the consent under another number in whose place it stands' }),
  used: signedAmount.meta({ description: 'fen: what claims took by it less what they gave back' }),
})
const answered = (consent: SharedConsent) => accept(shown.parse(consent))

/** The city that has a person, or had them last. */
export const cityOfPerson = (effects: Pick<ConsentEffects, 'claims'>) =>
  ({
    whose: 'recorded',
    as: 'the city that insures the person, else the last that did',
    unknown: () => refusal('person.unknown', { field: 'personId' }),
    find: async ({ params: { personId }, today }: { params: { personId: string }; today: string }) => {
      const years = await readAccountYears({ personId, day: today }, effects)
      const own = years.map(({ state }) => cityAtLastOf(state)).find((each) => each !== undefined)
      return own === undefined ? undefined : { parties: { cities: [own] }, found: undefined }
    },
  }) as const

const giveOperation = (effects: ConsentEffects): Operation =>
  defineOperation({
    method: 'POST',
    path,
    summary:
      "Records by the owner's paper that a member of their family may use their personal account: claims of that member take from it what their own account leaves. The member may be insured in any city of the province.",
    scopes: offices,
    params: person,
    owner: cityOfPerson(effects),
    body: z.strictObject({
      member: id,
      relation: z.enum(relations).meta({ description: 'what the member is to the owner' }),
      priority: z.int().min(1).max(99).default(1),
      from: day,
      uninsured: z.literal(true).optional().meta({
        description: 'said of a member who is not insured yet, because their premium is still to be paid',
      }),
      document: z.string().trim().min(1).max(100).meta({
        description: 'the number of the paper that it rests on',
      }),
    }),
    status: 201,
    answer: shown,
    refusals: [
      ...([
        'person.unknown',
        'family.is-owner',

        'family.other-relation',
      ] as const),
      ...(['family.given-before', 'family.too-many', 'family.no-account'] as const),
      ...(['family.member-unknown', 'policy.missing'] as const),
    ],
    persons: ({ params, body }) => [params.personId, body.member],
    changes: ({ params }) => [`/v1/settlement/persons/${params.personId}/family-consents`],
    handle: async ({ params: { personId: owner }, body, commandId, by, today }) => {
      const consentId = stableId('FC-', commandId)
      const given = { by: by.subject, on: today }
      const decision = await recordConsent({ ...body, consentId, owner, given }, effects)
      return decision.status === 'refused' ? decision : answered({ ...decision.value, member: body.member })
    },
  })

const withdrawOperation = (effects: ConsentEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{consentId}/withdrawal`,
    summary: 'Withdraws a consent from today on; claims that used the account before keep what they took.',
    scopes: offices,
    params: person.extend({ consentId: id }),
    owner: cityOfPerson(effects),
    body: z.strictObject({ reason: why }),
    answer: shown,
    refusals: ['person.unknown', 'family.unknown', 'family.withdrawn-before', 'family.followed'],
    persons: ({ params }, { member }) => [params.personId, member],
    changes: ({ params }) => [`/v1/settlement/persons/${params.personId}/family-consents`],
    handle: async ({ params: { personId: owner, consentId }, body: { reason }, by, today }) => {
      const withdrawn = { by: by.subject, on: today, reason }
      const decision = await endConsent({ owner, consentId }, withdrawn, effects)
      return decision.status === 'refused' ? decision : answered(decision.value)
    },
  })

const readOperation = (effects: ConsentEffects): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary:
      'Whose accounts a person may use, and who may use theirs: since when, by which paper, and what was used of it.',
    scopes: [...offices, 'auditor'],
    params: person,
    owner: cityOfPerson(effects),
    answer: z.strictObject({ given: z.array(shown).max(1_000), received: z.array(shown).max(1_000) }),
    refusals: ['person.unknown'],
    persons: ({ params }, { given, received }) => [
      params.personId,
      ...given.map(({ member }) => member),
      ...received.map(({ owner }) => owner),
    ],
    handle: async ({ params: { personId } }) => {
      const { given, received } = await consentsOf(personId, effects)
      const all = (consents: readonly SharedConsent[]) => consents.map((each) => shown.parse(each))
      return accept({ given: all(given), received: all(received) })
    },
  })

/** Consents of owners of accounts, for their families. */
export const familyRoutes = (effects: ConsentEffects): Operation[] => [
  giveOperation(effects),
  withdrawOperation(effects),
  readOperation(effects),
]
