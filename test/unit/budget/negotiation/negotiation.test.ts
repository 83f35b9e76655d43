import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  acceptProposal,
  counterPropose,
} from '../../../../services/budget/negotiation/rules/answer-proposal.ts'
import {
  afterChange,
  agreeRound,
  proposeRound,
  publishRound,
} from '../../../../services/budget/negotiation/rules/conduct-round.ts'
import { firstCounts, groupsOf } from '../../../../services/budget/negotiation/rules/draft-round.ts'
import { negotiatedQuota } from '../../../../services/budget/negotiation/rules/negotiated-quota.ts'
import { proposeAnew } from '../../../../services/budget/negotiation/rules/propose-anew.ts'
import type { OpenRound, Position, Round } from '../../../../services/budget/negotiation/rules/round.ts'
import { speakersIn } from '../../../../services/budget/negotiation/rules/round.ts'
import { addParts } from '../../../../services/budget/total-control/rules/parts.ts'

const maker = { by: 'maker', on: '2024-12-01' }
const position = (institution: string, inpatient: number, group = 'level-3 general-hospital'): Position => ({
  institution,
  group,
  amounts: { inpatient, outpatient: 100 },
  steps: [],
  least: 0,
  status: 'proposed',
  turns: [],
})
const positions = [position('H1', 600), position('H2', 300), position('H3', 100, 'level-1 community-centre')]
const drafted: Round = {
  status: 'drafted',
  fund: { city: '340100', scheme: 'resident' },
  year: 2025,
  number: 1,
  draftId: 'D1',
  basis: 'formula',
  target: { inpatient: 1000, outpatient: 300 },
  seasonalWeights: Array.from({ length: 12 }, () => '1'),
  policyVersion: 'v1',
  groups: groupsOf(positions),
  counts: firstCounts(positions),
  drafted: maker,
}
const answerBy = '2024-12-15'
const open = {
  ...drafted,
  status: 'proposed',
  proposed: maker,
  firstAnswerBy: answerBy,
  answerBy,
} as const satisfies OpenRound

const codeOf = (decision: { status: string; refusal?: { code: string } }) =>
  decision.refusal?.code ?? decision.status
const valueIn = <Value>(decision: { status: string; value?: Value }): Value => {
  if (decision.value === undefined) throw new Error(codeOf(decision as never))
  return decision.value
}

const wish = {
  on: '2024-12-10',
  by: 'hospital',
  amounts: { inpatient: 350, outpatient: 100 },
  comment: 'a new ward',
}
const [, second = position('H2', 300)] = positions

describe('a round', () => {
  it('is proposed to all with a deadline, once', () => {
    expect(valueIn(proposeRound({ ...maker, answerBy }, drafted))).toEqual(open)
    expect(valueIn(proposeRound({ ...maker, answerBy }, open))).toBe(open)
    expect(codeOf(proposeRound({ ...maker, answerBy: '2024-12-20' }, open))).toBe(
      'negotiation.proposed-already',
    )
    expect(codeOf(proposeRound({ ...maker, answerBy: '2024-11-30' }, drafted))).toBe(
      'negotiation.deadline-past',
    )
  })

  it('puts institutions of a level and category together', () => {
    expect(drafted.groups).toEqual([
      { group: 'level-1 community-centre', institutions: 1, amounts: { inpatient: 100, outpatient: 100 } },
      { group: 'level-3 general-hospital', institutions: 2, amounts: { inpatient: 900, outpatient: 200 } },
    ])
  })
})

describe('an institution', () => {
  it('counters what it is offered until the deadline, with its reason', () => {
    const countered = valueIn(counterPropose(wish, open, second))
    expect(countered).toEqual({
      ...second,
      status: 'counter-proposed',
      counter: wish.amounts,
      turns: [{ turn: 'counter-proposed', ...wish }],
    })
    expect(valueIn(counterPropose(wish, open, countered))).toBe(countered)
    expect(counterPropose({ ...wish, on: '2024-12-15' }, open, second).status).toBe('accepted')
    expect(codeOf(counterPropose({ ...wish, on: '2024-12-16' }, open, second))).toBe('negotiation.too-late')
    expect(codeOf(counterPropose(wish, drafted, second))).toBe('negotiation.not-open')
  })

  it('names amounts for the kinds of care of the target, not below what past months gave', () => {
    const whole = { ...wish, amounts: { all: 450 } }
    expect(codeOf(counterPropose(whole, open, second))).toBe('negotiation.other-care')
    expect(codeOf(counterPropose(wish, open, { ...second, least: 451 }))).toBe('quota.below-past-months')
  })

  it('accepts, and thereby withdraws its counter-proposal', () => {
    const countered = valueIn(counterPropose(wish, open, second))
    const agreed = valueIn(acceptProposal({ on: '2024-12-12', by: 'hospital' }, open, countered))
    expect(agreed).toMatchObject({ status: 'agreed', amounts: second.amounts })
    expect(agreed.counter).toBeUndefined()
    expect(valueIn(acceptProposal({ on: '2024-12-13', by: 'hospital' }, open, agreed))).toBe(agreed)
    expect(codeOf(counterPropose({ ...wish, on: '2024-12-13' }, open, agreed))).toBe(
      'negotiation.agreed-already',
    )
  })
})

describe('whoever answers for an institution', () => {
  const one = 'negotiation.maker-is-speaker'
  const paper = { reason: 'it has no line', document: '2024-12' }

  it('did not make the quotas that it answers, whatever token they come with', () => {
    expect(codeOf(acceptProposal({ on: '2024-12-12', by: ' Maker' }, open, second))).toBe(one)
    expect(codeOf(counterPropose({ ...wish, by: 'maker', paper }, open, second))).toBe(one)
    const offered = { ...open, offeredBy: ['offerer'] }
    expect(codeOf(acceptProposal({ on: '2024-12-12', by: 'offerer' }, offered, second))).toBe(one)
  })

  it('stands in the turn, and neither offers other quotas, nor ends the round, nor publishes it', () => {
    const taken = valueIn(counterPropose({ ...wish, by: 'desk', paper }, open, second))
    expect(taken.turns).toMatchObject([{ by: 'desk', paper }])
    const speakers = speakersIn([taken])
    expect(speakers).toEqual(['desk'])
    const none = { ...open, counts: { proposed: 0, 'counter-proposed': 0, agreed: 3 } }
    expect(codeOf(agreeRound({ by: 'Desk', on: '2024-12-16' }, none, speakers))).toBe(one)
    const agreed = valueIn(agreeRound({ by: 'checker', on: '2024-12-16' }, none, speakers))
    expect(codeOf(publishRound({ by: 'desk', on: '2024-12-17' }, 'P1', agreed, speakers))).toBe(one)
    const offer = { on: '2024-12-11', answerBy, reason: 'a new ward', proposals: [] }
    expect(codeOf(proposeAnew({ ...offer, by: 'desk' }, open, [taken], speakers))).toBe(one)
  })
})

describe('another proposal', () => {
  const offer = (changes: Readonly<Record<string, number>>) => ({
    on: '2024-12-11',
    answerBy: '2024-12-20',
    by: 'maker',
    reason: 'for the new ward',
    proposals: Object.entries(changes).map(([institution, inpatient]) => ({
      institution,
      amounts: { inpatient, outpatient: 100 },
    })),
  })
  const countered = valueIn(counterPropose(wish, open, second))
  const [first = second] = positions

  it('takes from one what it gives to another; who gets what it asked for has agreed', () => {
    const changed = valueIn(proposeAnew(offer({ H1: 550, H2: 350 }), open, [first, countered], []))
    expect(
      changed.map(({ institution, status, amounts, answerBy: by }) => [
        institution,
        status,
        amounts.inpatient,
        by,
      ]),
    ).toEqual([
      ['H1', 'proposed', 550, '2024-12-20'],
      ['H2', 'agreed', 350, '2024-12-20'],
    ])
  })

  it('never moves the sum: a gain without a loss is refused with the difference', () => {
    const decision = proposeAnew(offer({ H1: 600, H2: 350 }), open, [first, countered], [])
    expect(decision).toMatchObject({
      refusal: { code: 'negotiation.sum-moved', figures: { inpatient: 50, outpatient: 0 } },
    })
  })

  it('made again changes nothing', () => {
    const changed = valueIn(proposeAnew(offer({ H1: 550, H2: 350 }), open, [first, countered], []))
    expect(proposeAnew(offer({ H1: 550, H2: 350 }), open, changed, [])).toEqual({
      status: 'accepted',
      value: [],
    })
  })

  it('between groups moves what the groups have, not what the target is; and the last deadline counts', () => {
    const third = positions[2] ?? second
    const changed = valueIn(proposeAnew(offer({ H1: 590, H3: 110 }), open, [first, third], []))
    const [one = first, three = third] = changed
    const round = afterChange(open, [
      { before: first, after: one },
      { before: third, after: three },
    ])
    expect(round.groups.map(({ amounts }) => amounts.inpatient)).toEqual([110, 890])
    expect(addParts(round.groups.map(({ amounts }) => amounts))).toEqual(drafted.target)
    expect(round.answerBy).toBe('2024-12-20')
    expect(counterPropose({ ...wish, on: '2024-12-20' }, round, one).status).toBe('accepted')
  })
})

describe('the end of a round', () => {
  const counts = (proposed: number, countered: number, agreed: number): OpenRound => ({
    ...open,
    counts: { proposed, 'counter-proposed': countered, agreed },
  })

  const checker = { by: 'checker', on: '2024-12-16' }

  it('waits for the deadline, after which silence counts as agreeing', () => {
    expect(codeOf(agreeRound({ ...checker, on: '2024-12-15' }, counts(1, 0, 2), []))).toBe(
      'negotiation.still-open',
    )
    expect(agreeRound({ ...checker, on: '2024-12-16' }, counts(1, 0, 2), []).status).toBe('accepted')
    expect(agreeRound({ ...checker, on: '2024-12-02' }, counts(0, 0, 3), []).status).toBe('accepted')
  })

  it('is held open by a counter-proposal that nobody has answered, also after the deadline', () => {
    expect(codeOf(agreeRound({ ...checker, on: '2025-01-16' }, counts(0, 1, 2), []))).toBe(
      'negotiation.contested',
    )
  })

  it('takes three hands: who made the quotas, who ends the round, who publishes it; again changes nothing', () => {
    const open3 = counts(0, 0, 3)
    expect(codeOf(agreeRound({ by: ' Maker', on: '2024-12-16' }, open3, []))).toBe(
      'negotiation.maker-is-checker',
    )
    const agreed = valueIn(agreeRound(checker, open3, []))
    for (const by of ['maker', 'checker'])
      expect(codeOf(publishRound({ by, on: '2024-12-17' }, 'P1', agreed, []))).toBe(
        'negotiation.maker-is-checker',
      )
    expect(codeOf(publishRound({ by: 'publisher', on: '2024-12-17' }, 'P1', open, []))).toBe(
      'negotiation.not-agreed',
    )
    const published = valueIn(publishRound({ by: 'publisher', on: '2024-12-17' }, 'P1', agreed, []))
    expect(published).toMatchObject({ status: 'published', planId: 'P1' })
    expect(valueIn(publishRound({ by: 'third', on: '2024-12-18' }, 'P2', published, []))).toBe(published)
  })

  it('is not ended or published by who proposed it, or who offered others than were drafted', () => {
    const [first = second] = positions
    const offered = afterChange(
      { ...counts(0, 0, 3), proposed: { by: 'proposer', on: '2024-12-01' } },
      [{ before: first, after: first }],
      'offerer',
    )
    for (const by of ['maker', 'proposer', 'offerer'])
      expect(codeOf(agreeRound({ by, on: '2024-12-16' }, offered, []))).toBe('negotiation.maker-is-checker')
    const agreed = valueIn(agreeRound(checker, offered, []))
    for (const by of ['maker', 'proposer', 'offerer', 'checker'])
      expect(codeOf(publishRound({ by, on: '2024-12-17' }, 'P1', agreed, []))).toBe(
        'negotiation.maker-is-checker',
      )
    expect(publishRound({ by: 'publisher', on: '2024-12-17' }, 'P1', agreed, []).status).toBe('accepted')
  })

  it('leaves in each quota how it was proposed and every turn it took', () => {
    const step = { rule: 'share', part: 'inpatient', given: { target: 1000 }, gives: 300 } as const
    const countered = valueIn(counterPropose(wish, open, { ...second, steps: [step] }))
    const agreed = valueIn(acceptProposal({ on: '2024-12-12', by: 'hospital' }, open, countered))
    expect(negotiatedQuota(agreed).steps).toEqual([
      step,
      {
        rule: 'counter-proposed',
        given: { on: '2024-12-10', inpatient: 350, outpatient: 100, comment: 'a new ward' },
        gives: 450,
      },
      { rule: 'accepted', given: { on: '2024-12-12', inpatient: 300, outpatient: 100 }, gives: 400 },
    ])
  })
})

describe('a negotiation, whatever is said in it', () => {
  it('keeps the sum of all quotas and of each group what the round says, in both kinds of care', () => {
    const act = fc.record({
      what: fc.constantFrom('counter', 'accept', 'move'),
      one: fc.integer({ min: 0, max: 2 }),
      other: fc.integer({ min: 0, max: 2 }),
      by: fc.integer({ min: 0, max: 150 }),
    })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        let round: OpenRound = open
        const now = [...positions]
        for (const { what, one, other, by } of acts) {
          const [a, b] = [now[one], now[other]]
          if (!a || !b || a === b) continue
          const on = '2024-12-10'
          const amounts = { ...a.amounts, inpatient: (a.amounts.inpatient ?? 0) + by }
          const less = { ...b.amounts, inpatient: (b.amounts.inpatient ?? 0) - by }
          const decision =
            what === 'counter'
              ? counterPropose({ on, by: 'hospital', amounts, comment: 'more' }, round, a)
              : what === 'accept'
                ? acceptProposal({ on, by: 'hospital' }, round, a)
                : proposeAnew(
                    {
                      on,
                      answerBy,
                      by: 'maker',
                      reason: 'moved',
                      proposals: [
                        { institution: a.institution, amounts },
                        { institution: b.institution, amounts: less },
                      ],
                    },
                    round,
                    [a, b],
                    [],
                  )
          if (decision.status === 'refused' || (less.inpatient < 0 && what === 'move')) continue
          const changed = Array.isArray(decision.value) ? decision.value : [decision.value]
          const changes = changed.flatMap((after: Position) => {
            const index = now.findIndex(({ institution }) => institution === after.institution)
            const before = now[index]
            now[index] = after
            return before && before !== after ? [{ before, after }] : []
          })
          round = afterChange(round, changes)
        }
        expect(addParts(now.map(({ amounts }) => amounts))).toEqual(drafted.target)
        expect(round.groups).toEqual(groupsOf(now))
        for (const status of ['proposed', 'counter-proposed', 'agreed'] as const)
          expect(round.counts[status]).toBe(now.filter((each) => each.status === status).length)
      }),
    )
  })
})
