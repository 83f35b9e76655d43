import * as z from 'zod'
import { city, day, id, officeSignature, why } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { cityOwner } from '../city-owner.ts'
import type { Effects } from '../effects.ts'
import { struckEmployersPartition } from '../keys.ts'
import type { StrikeProposal, StruckEmployer } from '../market/rules/struck-employer.ts'
import {
  approveStrike,
  lastCoveredOf,
  proposeStrike,
  rejectStrike,
  strikeOutcomes,
  struckStates,
} from '../market/rules/struck-employer.ts'
import { struckEmployers } from '../market/store.ts'
import { atOnce, cursor, pageFrom } from '../paging.ts'
import { stepOnStrike } from './decide.ts'
import { listPeople, standings } from './list-people.ts'

type Needs = Pick<Effects, 'store'>

const path = '/v1/contribution/struck-employers'
const params = z.strictObject({ employerId: id })

const outcome = z.enum(strikeOutcomes).meta({
  description:
    '`ends`: whom it covers still leave it with the month of the strike-off; `stands`: it goes on to pay for them',
})

const proposal = officeSignature.extend({ as: outcome, why, document: z.string() })

const shown = z.strictObject({
  employerId: id,
  city,
  uscc: z.string(),
  name: z.string(),
  struckOn: day,
  toldOn: day,
  decideBy: day,
  lastDay: day.meta({ description: 'the last day that it covers anybody, where it ends' }),
  struckState: z.enum(struckStates),
  proposed: proposal.optional(),
  decided: officeSignature.optional(),
  correction: proposal.optional().meta({ description: 'that it should not have ended: waits for approval' }),
  rejected: z.array(officeSignature.extend({ why })).optional(),
  earlier: z
    .array(z.strictObject({ as: outcome, struckOn: day, proposed: proposal, decided: officeSignature }))
    .optional()
    .meta({ description: 'what was decided before and corrected, or of an earlier strike-off' }),
})

const withoutCommand = ({ commandId: _, ...proposed }: StrikeProposal) => proposed

const shownOf = (struck: StruckEmployer): z.output<typeof shown> => {
  const { employerId, city: of, uscc, name, struckOn, toldOn, decideBy, state, rejected = [] } = struck
  return {
    ...{ employerId, city: of, uscc, name, struckOn, toldOn },
    ...{ decideBy, lastDay: lastCoveredOf(struck), struckState: state },
    ...('proposed' in struck ? { proposed: withoutCommand(struck.proposed) } : {}),
    ...('decided' in struck ? { decided: struck.decided } : {}),
    ...('correction' in struck && struck.correction ? { correction: withoutCommand(struck.correction) } : {}),
    ...(struck.earlier === undefined
      ? {}
      : {
          earlier: struck.earlier.map(({ proposed, ...each }) => ({
            ...{ ...each, proposed: withoutCommand(proposed) },
          })),
        }),
    ...(rejected.length === 0
      ? {}
      : {
          rejected: rejected.map(({ by, on, division, why: reason }) => ({ by, on, division, why: reason })),
        }),
  }
}

const answered = (decision: Decision<StruckEmployer>) =>
  decision.status === 'refused' ? decision : accept(shownOf(decision.value))

const ownerOf = ({ store }: Needs) =>
  cityOwner('employerId', {
    as: 'the city of the employer',
    unknown: 'strike-off.unknown',
    find: (employerId) => struckEmployers.read(store, { employerId }),
  })

const changes = ({ params: { employerId } }: { readonly params: z.output<typeof params> }): string[] => [
  `${path}/${employerId}`,
]

const list = ({ store }: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary:
      'The employers of a city that market supervision struck off, by what was decided of their people; the earliest struck off first.',
    scopes: ['province', 'city', 'tax', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, struckState: z.enum(struckStates).default('open'), cursor }),
    answer: z.strictObject({ struckEmployers: z.array(shown).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { city: of, struckState, cursor: from } }) => {
      const { records, ...next } = await struckEmployers.page(
        store,
        struckEmployersPartition(of, struckState),
        { index: 'gsi1', ...pageFrom(from) },
      )
      return accept({ struckEmployers: records.map(shownOf), ...next })
    },
  })

const one = (effects: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path: `${path}/{employerId}`,
    summary: 'An employer that was struck off, and what was proposed and decided of its people.',
    scopes: ['province', 'city', 'tax', 'auditor'],
    params,
    owner: ownerOf(effects),
    answer: shown,
    refusals: ['strike-off.unknown'],
    handle: async ({ found }) => accept(shownOf(found)),
  })

const people = (effects: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path: `${path}/{employerId}/people`,
    summary:
      'Who is on the wage list of an employer after it was struck off: whom it covers still, who has newer coverage elsewhere, and who left.',
    scopes: ['province', 'city', 'auditor'],
    params,
    owner: ownerOf(effects),
    query: z.strictObject({
      from: z.coerce.number().int().min(0).max(1_000_000).default(0).meta({
        description: 'how many of the list stood on the pages before',
      }),
    }),
    answer: z.strictObject({
      people: z
        .array(
          z.strictObject({
            personId: id,
            whereNow: z.enum(standings).meta({
              description: '`elsewhere`: newer coverage, not by this employer; `unknown`: none was ever told',
            }),
            since: day.optional(),
            city: city.optional(),
          }),
        )
        .max(atOnce),
      next: z.int().optional().meta({ description: 'where the next page begins' }),
    }),
    refusals: ['strike-off.unknown'],
    persons: (_, { people: all }) => all.map(({ personId }) => personId),
    handle: async ({ found, query: { from } }) => {
      const { people: all, next } = await listPeople(found, from, atOnce, effects.store)
      return accept({
        people: all.map((each) => ({ ...each }) as (typeof all)[number] & { city?: typeof found.city }),
        ...(next === undefined ? {} : { next }),
      })
    },
  })

const propose = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{employerId}/proposal`,
    summary:
      'Proposes what becomes of an employer that was struck off, with the document that says so; of one that ended, that it stands after all. Nothing changes until another officer approves it.',
    scopes: ['province', 'city'],
    params,
    owner: ownerOf(effects),
    body: z.strictObject({
      as: outcome,
      why,
      document: z
        .string()
        .trim()
        .min(3)
        .max(100)
        .meta({ description: 'the number of the notice of the strike-off, or of what speaks against it' }),
    }),
    status: 201,
    answer: shown,
    refusals: ['strike-off.unknown', 'strike-off.decided'],
    changes,
    handle: async ({ params: { employerId }, body, commandId, by: { subject, division }, today }) =>
      answered(
        await stepOnStrike(
          employerId,
          (struck) => proposeStrike(struck, { ...body, commandId, by: subject, division, on: today }),
          effects,
        ),
      ),
  })

const approve = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{employerId}/approval`,
    summary:
      'Approves what another officer proposed of an employer that was struck off. Where it ends, whom it covers still leave it with the month of the strike-off. Where an end is corrected, it is billed again, and whoever left joins it again by a list of joiners.',
    scopes: ['province', 'city'],
    params,
    owner: ownerOf(effects),
    answer: shown,
    refusals: ['strike-off.unknown', 'strike-off.not-proposed', 'contribution.proposer-is-approver'],
    changes,
    hand: ({ decided }) => decided,
    handle: async ({ params: { employerId }, by: { subject, division }, today }) =>
      answered(
        await stepOnStrike(
          employerId,
          (struck) => approveStrike(struck, { by: subject, division, on: today }),
          effects,
        ),
      ),
  })

const reject = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{employerId}/rejection`,
    summary:
      'Rejects what was proposed of an employer that was struck off, with a reason; who proposed it may take it back so. It is open again.',
    scopes: ['province', 'city'],
    params,
    owner: ownerOf(effects),
    body: z.strictObject({ why }),
    answer: shown,
    refusals: ['strike-off.unknown', 'strike-off.not-proposed', 'strike-off.decided'],
    changes,
    hand: 'leaves-open',
    handle: async ({
      params: { employerId },
      body: { why: reason },
      commandId,
      by: { subject, division },
      today,
    }) =>
      answered(
        await stepOnStrike(
          employerId,
          (struck) => rejectStrike(struck, { why: reason, commandId, by: subject, division, on: today }),
          effects,
        ),
      ),
  })

/** Employers that were struck off: what becomes of their people is proposed by one officer and approved by another. */
export const strikeOffRoutes = (effects: Needs): Operation[] => [
  list(effects),
  one(effects),
  people(effects),
  propose(effects),
  approve(effects),
  reject(effects),
]
