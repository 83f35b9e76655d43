import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { daysBetween, monthsOf } from '#shared/calendar/day.ts'
import { day, id, month, signature, yearInText } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { fundFields } from '../../ledger/fields.ts'
import { actors, cursorField, institutionOwner, pageOf, readers } from '../../ledger/fund-operations.ts'
import { cityOrOneOfItsInstitutions } from '../../total-control/parties.ts'
import { paper, paperFault } from '../../total-control/rules/paper.ts'
import type { OpenStatement } from '../answer-statement.ts'
import { answerByInstitution, changeAnswer, findStatement } from '../answer-statement.ts'
import type { Contest } from '../contests.ts'
import { contests, pageContests } from '../contests.ts'
import { statement } from '../fields.ts'
import { judgeContest, stateOn } from '../rules/answer.ts'
import type { StatementName } from '../statements.ts'

const path = '/v1/budget/statements/{city}/{scheme}/{month}/{institution}'
const params = z.object({ ...fundFields, month, institution: id })
const reason = z.string().min(1).max(500)
const contested = z.strictObject({
  claimId: id,
  month: month.optional().meta({ description: "the claim's own month, where it was booked in a later one" }),
  reason,
})
const judged = z.strictObject({ claimId: id, outcome: z.enum(['upheld', 'dismissed']), reason })

const standing = {
  answerBy: day,
  state: z.enum(['awaiting-answer', 'confirmed-by-silence', 'confirmed', 'contested', 'decided']),
}
const statementOfMonth = statement.extend(standing)

const answered = z.strictObject({
  statement,
  ...standing,
  answered: signature
    .extend({
      paper: paper.optional(),
      receivedOn: day
        .optional()
        .meta({ description: 'when it arrived, which the last day is compared with' }),
      answerBy: day.optional(),
    })
    .optional(),
  items: z.array(contested).optional(),
  decided: signature.extend({ items: z.array(judged) }).optional(),
})

const owner = institutionOwner('params')

const changes = ({
  params: { city, scheme, month: of, institution },
}: {
  readonly params: StatementName
}): string[] => [`/v1/budget/statements/${city}/${scheme}/${of}/${institution}`]

const shown = (found: Decision<OpenStatement>, today: Day) => {
  if (found.status === 'refused') return found
  const { statement: issued, answerBy, answer } = found.value
  const state = stateOn(today, answerBy, answer)
  return accept(answered.parse({ statement: issued, answerBy, ...answer, state }))
}

const contest = z.strictObject({
  institution: id,
  month,
  state: z.enum(['contested', 'decided']),
  claims: z.int().meta({ description: 'how many claims are contested' }),
  contestedBy: z.string(),
  contestedOn: day,
  openDays: z.int().optional().meta({ description: 'days since, while nothing is decided' }),
  decidedBy: z.string().optional(),
  decidedOn: day.optional(),
  upheld: z.int().optional().meta({ description: 'how many of the claims were upheld' }),
})

const shownContest = ({ city: _, scheme: __, ...rest }: Contest, today: Day): z.input<typeof contest> =>
  rest.state === 'decided' ? rest : { ...rest, openDays: daysBetween(rest.contestedOn, today) }

const contestList = ({ store }: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/budget/statement-contests',
    summary:
      'The months that institutions contest, or contested: how many claims, for how many days they wait, and what was decided. An institution sees its own.',
    scopes: [...readers, 'institution'],
    owner: cityOrOneOfItsInstitutions,
    query: z.strictObject({
      ...fundFields,
      institution: id.optional().meta({ description: 'only of this institution' }),
      state: z.enum(['contested', 'decided']).optional(),
      ...cursorField,
    }),
    answer: z.strictObject({ contests: z.array(contest), ...cursorField }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { cursor, institution, state, ...fund }, today }) => {
      const { records, ...page } = await pageContests(store, fund, pageOf(cursor))
      const own = records.filter(
        (each) =>
          each.institution === (institution ?? each.institution) && each.state === (state ?? each.state),
      )
      return accept({
        contests: own.map((each) => shownContest(contests.content(each as never), today)),
        ...page,
      })
    },
  })

/** A year's statements of one institution: its own work, month by month. */
const monthsOfInstitution = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/budget/statements/{city}/{scheme}/{year}',
    summary:
      "An institution's statements of a year, month by month: how each stands, and until when it can be answered.",
    scopes: [...readers, 'institution'],
    params: z.object({ ...fundFields, year: yearInText }),
    query: z.strictObject({ institution: id }),
    owner: {
      whose: 'named',
      parties: ({ params: { city }, query: { institution } }) => ({ cities: [city], institution }),
    },
    answer: z.strictObject({ statements: z.array(statementOfMonth) }),
    refusals: ['policy.missing'],
    handle: async ({ params: { year, ...fund }, query: { institution }, today }) => {
      const names = monthsOf(year).map((of) => ({ ...fund, month: of, institution }))
      const found = await Promise.all(names.map((name) => findStatement(name, effects)))
      const issued = found.flatMap((each) => (each.status === 'refused' ? [] : [each.value]))
      const statements = issued.map(({ statement: its, answerBy, answer }) => ({
        ...statement.parse(its),
        ...{ answerBy, state: stateOn(today, answerBy, answer) },
      }))
      return accept({ statements })
    },
  })

/** What institutions answer to their monthly statements, and what is decided on what they contest. */
export const statementAnswerRoutes = (effects: Effects): Operation[] => [
  contestList(effects),
  monthsOfInstitution(effects),
  defineOperation({
    method: 'GET',
    path,
    summary: "An institution's statement of a month, until when it can be answered, and what was.",
    scopes: [...readers, 'institution'],
    params,
    owner,
    answer: answered,
    refusals: ['statement.unknown', 'policy.missing'],
    handle: async ({ params: name, today }) => shown(await findStatement(name, effects), today),
  }),
  defineOperation({
    method: 'POST',
    path: `${path}/answer`,
    summary:
      'An institution answers its statement: it confirms it, or contests claims of it, which an office may take down from paper.',
    scopes: ['institution', ...actors],
    params,
    owner,
    body: z.strictObject({ on: day, items: z.array(contested).max(100), paper: paper.optional() }),
    answer: answered,
    refusals: [
      'statement.unknown',
      'statement.answered',
      'statement.answer-late',
      'statement.claim-unknown',
      'statement.same-person',
      'answer.on-paper',
      'answer.only-objections',
      'policy.missing',
    ],
    changes,
    handle: async ({ params: name, body, caller, by, today }) =>
      paperFault(caller, body.paper) ??
      shown(await answerByInstitution(name, { ...body, by: by.subject, receivedOn: today }, effects), today),
  }),
  defineOperation({
    method: 'POST',
    path: `${path}/decision`,
    summary:
      'Decides on the contested claims of a statement; one upheld is put right by a correction or reversal of the claim.',
    scopes: actors,
    params,
    owner,
    body: z.strictObject({ on: day, items: z.array(judged).min(1).max(100) }),
    answer: answered,
    refusals: [
      'statement.unknown',
      'statement.not-contested',
      'statement.same-person',
      'statement.other-items',
      'policy.missing',
    ],
    changes,
    hand: ({ decided }) => decided,
    handle: async ({ params: name, body, by, today }) => {
      const judgement = { ...body, by: by.subject }
      return shown(await changeAnswer(name, ({ answer }) => judgeContest(judgement, answer), effects), today)
    },
  }),
]
