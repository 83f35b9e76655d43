import * as z from 'zod'
import type { Signature } from '#shared/contracts/fields.ts'
import { day, fundYear, id, signature, why } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { handUnderProposal } from '#shared/kernel/second-hand.ts'
import { refusal } from '../../refusals.ts'
import { decideInstitution } from '../decide-institution.ts'
import type { InstitutionEffects } from '../effects.ts'
import type { InstitutionDecisions, InstitutionProposal, ProposedTerms } from '../rules/change.ts'
import { approveChange, proposeChange, rejectChange } from '../rules/change.ts'
import type { DatedTerms, InstitutionTerms } from '../rules/institution.ts'

/** Where an institution stands, in or outside the province. */
const division = z
  .string()
  .regex(/^\d{6}$/)
  .meta({ description: 'Division code, in or outside the province' })

const agreement = z
  .strictObject({ from: day, to: day.optional(), suspendedFrom: day.optional(), suspendedTo: day.optional() })
  .refine(({ from, to }) => to === undefined || from <= to, { path: ['to'], message: 'before `from`' })
  .refine(
    ({ suspendedFrom, suspendedTo }) => !suspendedTo || (suspendedFrom && suspendedFrom <= suspendedTo),
    {
      path: ['suspendedTo'],
      message: 'before `suspendedFrom`, or without it',
    },
  )

const institutionBody = z.strictObject({
  name: z.string().min(1).max(100),
  city: division,
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  provincial: z.boolean().default(false),
  category: z.string().min(1).max(40),
  agreement,
})
const dated = institutionBody.extend({
  from: day.meta({
    description:
      'The first day of service whose claims are judged by it: after the day of approval, except when the institution is registered first, which then holds for all days of its agreement',
  }),
})
const proposalBody = dated.extend({ why })

const toTerms = ({ agreement: terms, why: _, ...rest }: z.output<typeof proposalBody>): ProposedTerms => {
  const { from, to = null, suspendedFrom, suspendedTo = null } = terms
  const suspended = suspendedFrom ? { suspended: [{ from: suspendedFrom, to: suspendedTo }] } : {}
  return { ...rest, agreement: { from, to, ...suspended } }
}

const proposal = z.strictObject({ proposalId: id, ...proposalBody.shape, proposed: signature })
const approval = proposal.extend({ approved: signature })
const rejection = proposal.extend({ rejected: signature.extend({ reason: z.string() }) })
const decisionsAnswer = z.strictObject({
  code: id,
  proposal: proposal.optional().meta({ description: 'what waits for another officer' }),
  approved: z.array(approval).meta({ description: 'what it is registered as, in the order of first days' }),
  rejected: z.array(rejection),
})

const answer = z.strictObject({
  code: id,
  ...institutionBody.shape,
  changes: z.array(dated).meta({ description: 'what it is registered as from a day on, in order' }),
  agreements: z
    .array(
      z.strictObject({
        year: fundYear,
        from: day,
        to: day.nullable(),
        suspended: z.array(z.strictObject({ from: day, to: day.nullable() })),
      }),
    )
    .max(100)
    .meta({ description: 'Agreements of single years: each decides alone on the days of its year' }),
})

const shownTerms = ({
  name,
  city,
  level,
  provincial = false,
  category,
  agreement: kept,
}: InstitutionTerms) => {
  const suspension = kept?.suspended?.[0]
  return {
    ...{ name, city, level, provincial, category },
    agreement: {
      from: kept?.from,
      ...(kept?.to ? { to: kept.to } : {}),
      ...(suspension ? { suspendedFrom: suspension.from } : {}),
      ...(suspension?.to ? { suspendedTo: suspension.to } : {}),
    },
  }
}
const shownDated = (terms: DatedTerms) => ({ ...shownTerms(terms), from: terms.from })
const signed = ({ by, on }: Signature): Signature => ({ by, on })
const shownProposal = ({ proposalId, why: because, terms, proposed }: InstitutionProposal) => ({
  ...{ proposalId, ...shownDated(terms), why: because, proposed: signed(proposed) },
})
const shownDecisions = ({ code, proposal: waits, approved, rejected }: InstitutionDecisions) =>
  decisionsAnswer.parse({
    code,
    ...(waits ? { proposal: shownProposal(waits) } : {}),
    approved: approved.map((each) => ({ ...shownProposal(each), approved: signed(each.approved) })),
    rejected: rejected.map((each) => ({ ...shownProposal(each), rejected: each.rejected })),
  })
const answered = (decision: Decision<InstitutionDecisions>) =>
  decision.status === 'refused' ? decision : accept(shownDecisions(decision.value))

const path = '/v1/settlement/institutions/{code}'
const proposals = `${path}/proposals`
const params = z.strictObject({ code: id })
const proposalParams = params.extend({ proposalId: id })
const offices = ['province', 'city'] as const
type CodeRequest = { readonly params: z.output<typeof params> }
const changes = ({ params: { code } }: CodeRequest): string[] => [`/v1/settlement/institutions/${code}`]

/** The city that an institution is registered in, or would be. */
const deciderFrom = ({ institutions }: InstitutionEffects) =>
  ({
    whose: 'recorded',
    as: 'the city of the institution',
    unknown: () => refusal('institution.proposal-unknown', { field: 'proposalId' }),
    find: async ({ params: { code } }: CodeRequest) => {
      const { earlier, proposal: waits, approved, rejected } = await institutions.decisions(code)
      const city = (waits ?? approved.at(-1))?.terms.city ?? earlier?.city ?? rejected.at(-1)?.terms.city
      return city === undefined ? undefined : { parties: { cities: [city] }, found: undefined }
    },
  }) as const

const proposeOperation = (effects: InstitutionEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: proposals,
    summary:
      'Proposes what an institution is registered as from a day on, with its service agreement. Claims are judged by it when another officer approves. In a year whose agreement was signed in the budget service that one holds.',
    scopes: offices,
    params,
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    // As the day of its approval decides: what is first registered may reach back, a change may not.
    days: 'itself',
    body: proposalBody,
    status: 201,
    answer: decisionsAnswer,
    refusals: [
      'institution.bad-code',
      'institution.backdated',
      'institution.proposal-waits',
      'institution.as-it-is',
    ],
    changes,
    handle: async ({ params: { code }, body, commandId, by, today }) => {
      const made = {
        ...{ proposalId: stableId('IP-', commandId), why: body.why },
        ...{ terms: toTerms(body), proposed: { by: by.subject, on: today } },
      }
      return answered(await decideInstitution(code, (held) => proposeChange(made, held), effects))
    },
  })

const approveOperation = (effects: InstitutionEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${proposals}/{proposalId}/approval`,
    summary:
      'Approves what an institution is to be registered as, by another officer than who proposed it. Claims of its days are judged by it from then on.',
    scopes: offices,
    params: proposalParams,
    owner: deciderFrom(effects),
    answer: decisionsAnswer,
    refusals: [
      'institution.proposal-unknown',
      'institution.proposer-is-approver',
      'institution.backdated',
      'registration.too-many',
    ],
    changes,
    hand: ({ approved }, { params }) => handUnderProposal(approved, params),
    handle: async ({ params: { code, proposalId }, by, today }) => {
      const decided = { proposalId, by: by.subject, on: today }
      return answered(await decideInstitution(code, (held) => approveChange(decided, held), effects))
    },
  })

const rejectOperation = (effects: InstitutionEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${proposals}/{proposalId}/rejection`,
    summary:
      'Rejects what an institution was to be registered as, with a reason; who proposed it takes it back so. Nothing changes for claims.',
    scopes: offices,
    params: proposalParams,
    owner: deciderFrom(effects),
    body: z.strictObject({ reason: why }),
    answer: decisionsAnswer,
    refusals: ['institution.proposal-unknown'],
    changes,
    hand: ({ rejected }, { params }) => handUnderProposal(rejected, params),
    handle: async ({ params: { code, proposalId }, body: { reason }, by, today }) => {
      const decided = { proposalId, by: by.subject, on: today, reason }
      return answered(await decideInstitution(code, (held) => rejectChange(decided, held), effects))
    },
  })

const atOnce = 50
const cursor = z.string().min(1).max(2_000).optional()

const listOperation = ({ institutions, referenceMeter }: InstitutionEffects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/settlement/institution-proposals',
    summary:
      'What waits in a city to be registered of institutions, the oldest first, with what is registered.',
    scopes: [...offices, 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city: division, cursor }),
    answer: z.strictObject({ proposals: z.array(decisionsAnswer).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query }) => {
      const { found, ...next } = await institutions.waiting(query.city, atOnce, query.cursor)
      referenceMeter('list-institution-proposals', 1)
      return accept({ proposals: found.map(shownDecisions), ...next })
    },
  })

const readOperation = (effects: InstitutionEffects): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary:
      'An institution, the agreement it is registered with, its changes by their days, and the agreements signed for single years.',
    scopes: [...offices, 'auditor'],
    params,
    owner: {
      whose: 'recorded',
      as: 'the city of the institution',
      unknown: () => refusal('institution.unknown', { field: 'code' }),
      find: async ({ params: { code } }) => {
        const found = await effects.institutions.find(code)
        effects.referenceMeter('read-institution', 1)
        return found && { parties: { cities: [found.city] }, found }
      },
    },
    answer,
    refusals: ['institution.unknown'],
    handle: async ({ params: { code }, found }) => {
      const told = await effects.institutions.agreementsOf(code)
      const agreements = told.map(({ suspended = [], ...each }) => ({ ...each, suspended }))
      const later = (found.changes ?? []).map(shownDated)
      return accept(answer.parse({ code, ...shownTerms(found), changes: later, agreements }))
    },
  })

/** Designated institutions and their agreements: by one officer and another. */
export const institutionRoutes = (effects: InstitutionEffects): Operation[] => [
  proposeOperation(effects),
  approveOperation(effects),
  rejectOperation(effects),
  listOperation(effects),
  readOperation(effects),
]
