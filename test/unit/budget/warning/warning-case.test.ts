import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { tableAt } from '#shared/policy/policy.ts'
import { heatOf } from '../../../../services/budget/warning/rules/heat.ts'
import type { WarningLevel } from '../../../../services/budget/warning/rules/thresholds.ts'
import { warningTimes } from '../../../../services/budget/warning/rules/times.ts'
import type { WarningCase } from '../../../../services/budget/warning/rules/warning-case.ts'
import {
  answerCase,
  callsDue,
  closeCase,
  finishStep,
  judgeCase,
  tendCase,
} from '../../../../services/budget/warning/rules/warning-case.ts'

const times = tableAt(readPolicy('shared/policy/anhui'), 'warning.times', { on: '2025-06-01' }, warningTimes)
const fund = { city: '340100', scheme: 'employee' } as const
const signal = (level: WarningLevel, months = 2.4) => ({
  indicator: 'months-payable' as const,
  level,
  figures: { monthsPayable: months, balance: 240, expenditure: 1200 },
  article: '皖政办〔2024〕3号 一(四)',
})
const judge = (before: WarningCase | undefined, level: WarningLevel, on: string, months?: number) =>
  judgeCase(before, fund, signal(level, months), { warningId: `W-${on}`, on, times })
const must = (warning: WarningCase | undefined): WarningCase => {
  if (!warning) throw new Error('there is no warning')
  return warning
}
const red = must(judge(undefined, 'red', '2025-06-01'))
const yellow = must(judge(undefined, 'yellow', '2025-06-01'))
const plan = { officer: '张三', plan: '逐家约谈超支医疗机构并按月核对', until: '2025-07-15' }
const steps = [{ step: '向市政府报告处置方案', owner: '李四', until: '2025-06-20' }]
const by = { by: 'clerk', on: '2025-06-02', times }
const accepted = (decision: ReturnType<typeof answerCase>): WarningCase => {
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}
const codeOf = (decision: ReturnType<typeof answerCase>) =>
  decision.status === 'refused' ? decision.refusal.code : 'accepted'
const answered = accepted(answerCase(red, { ...plan, steps }, by))

describe('a warning', () => {
  it('is raised with its figures, to be answered within the days of its level', () => {
    expect(red).toMatchObject({
      status: 'open',
      level: 'red',
      due: '2025-06-04',
      judgements: [{ on: '2025-06-01', level: 'red', figures: { monthsPayable: 2.4, balance: 240 } }],
    })
    expect(yellow.due).toBe('2025-06-16')
    expect(judge(undefined, 'normal', '2025-06-01')).toBeUndefined()
  })

  it('is there once for a cause: the same level again changes nothing', () => {
    expect(judge(red, 'red', '2025-06-02')).toBeUndefined()
  })

  it('that gets graver is to be answered anew: a plan for a lesser trouble answers no graver one', () => {
    const planned = accepted(answerCase(yellow, { ...plan, steps: [] }, by))
    expect(judge(planned, 'red', '2025-06-10')).toMatchObject({
      warningId: yellow.warningId,
      status: 'open',
      gravest: 'red',
      due: '2025-06-13',
    })
  })

  it('that eases keeps its answer and date', () => {
    expect(judge(answered, 'orange', '2025-06-10', 3.5)).toMatchObject({
      status: 'answered',
      level: 'orange',
      gravest: 'red',
      due: '2025-07-15',
    })
  })

  it('that was closed and comes again is another', () => {
    const normal = must(judge(yellow, 'normal', '2025-06-20', 8))
    const closed = accepted(
      closeCase(normal, { changed: '财政补助已到账，结余回升' }, { ...by, on: '2025-06-21' }),
    )
    expect(judge(closed, 'red', '2025-08-01')).toMatchObject({
      warningId: 'W-2025-08-01',
      status: 'open',
      answers: [],
      calls: [],
    })
  })
})

describe('an answer', () => {
  it('names officer, plan and date, and waits for the date then', () => {
    expect(answered).toMatchObject({ status: 'answered', since: '2025-06-02', due: '2025-07-15' })
    expect(answered.answers).toEqual([{ ...plan, by: 'clerk', on: '2025-06-02' }])
  })

  it('to a red warning has the steps by which the risk is disposed of, each with owner and date', () => {
    expect(codeOf(answerCase(red, { ...plan, steps: [] }, by))).toBe('warning.steps-needed')
    const late = [{ ...steps[0], until: '2025-08-01' }] as typeof steps
    expect(codeOf(answerCase(red, { ...plan, steps: late }, by))).toBe('warning.step-date')
  })

  it.each([
    ['on the day itself', '2025-06-02'],
    ['after the longest that a plan of its level may take', '2025-08-02'],
  ])('that ends %s is refused', (_, until) => {
    expect(codeOf(answerCase(red, { ...plan, steps, until }, by))).toBe('warning.plan-date')
  })

  const again = (warning: WarningCase, until: string, on: string) =>
    answerCase(warning, { ...plan, steps, until }, { ...by, on })

  it('after the first mends the plan, and puts it off to the longest of its level since it was raised, no further', () => {
    // Raised on 1 June; a plan about red takes 60 days.
    const longest = accepted(again(answered, '2025-07-31', '2025-06-10'))
    expect(longest).toMatchObject({ due: '2025-07-31', latest: '2025-07-31', since: '2025-06-10' })
    expect(codeOf(again(answered, '2025-08-01', '2025-06-10'))).toBe('warning.plan-put-off')
    expect(codeOf(again(longest, '2025-08-01', '2025-06-20'))).toBe('warning.plan-put-off')
    const sooner = accepted(again(longest, '2025-07-01', '2025-06-11'))
    expect(sooner).toMatchObject({ due: '2025-07-01', latest: '2025-07-31' })
  })

  it('does not make a late plan one that is in time: who was told that it is late stays told', () => {
    const longest = accepted(again(answered, '2025-07-31', '2025-06-10'))
    const late = must(tendCase(longest, '2025-08-01', times))
    expect(late.calls.map(({ to, why }) => `${to}: ${why}`)).toEqual([
      'officer: plan-late',
      'city-leader: plan-late',
    ])
    expect(codeOf(again(late, '2025-09-01', '2025-08-02'))).toBe('warning.plan-put-off')
  })

  it('that came late itself is not put off', () => {
    const newer = [{ ...steps[0], until: '2025-09-10' }] as typeof steps
    const late = accepted(
      answerCase(red, { ...plan, steps: newer, until: '2025-09-15' }, { ...by, on: '2025-08-20' }),
    )
    expect(late).toMatchObject({ due: '2025-09-15', latest: '2025-09-15' })
    expect(codeOf(again(late, '2025-09-16', '2025-08-21'))).toBe('warning.plan-put-off')
  })

  it('to a warning that got graver is a first one again', () => {
    const planned = accepted(answerCase(yellow, { ...plan, steps: [] }, by))
    expect(planned.latest).toBe('2025-11-28')
    const graver = must(judge(planned, 'red', '2025-06-10'))
    expect(graver.latest).toBeUndefined()
    expect(accepted(again(graver, '2025-07-15', '2025-06-11')).latest).toBe('2025-08-09')
  })

  it('to a warning that an earlier release answered goes by that answer', () => {
    const { latest: _, ...earlier } = answered
    expect(accepted(again(earlier, '2025-08-01', '2025-06-10')).latest).toBe('2025-08-01')
    expect(codeOf(again(earlier, '2025-08-02', '2025-06-10'))).toBe('warning.plan-put-off')
  })

  it('before its last judgement is refused: what was judged since was not known then', () => {
    const eased = must(judge(answered, 'orange', '2025-06-10', 3.5))
    expect(codeOf(again(eased, '2025-07-01', '2025-06-09'))).toBe('warning.before-it')
    expect(codeOf(again(eased, '2025-07-01', '2025-06-10'))).toBe('accepted')
  })

  it('before the warning, to none, or to one that is over is refused', () => {
    expect(codeOf(answerCase(red, { ...plan, steps }, { ...by, on: '2025-05-31' }))).toBe('warning.before-it')
    expect(codeOf(answerCase(undefined, { ...plan, steps }, by))).toBe('warning.unknown')
    const normal = must(judge(red, 'normal', '2025-06-20', 8))
    expect(codeOf(answerCase(normal, { ...plan, steps }, { ...by, on: '2025-06-21' }))).toBe(
      'warning.nothing-to-answer',
    )
  })
})

describe('whoever is to hear of a warning', () => {
  const calledOn = (warning: WarningCase, on: string) =>
    callsDue(warning, on, times).map(({ to, why }) => `${to}: ${why}`)

  it('is its officer before it is due, the city leader the day after, the province when that changed nothing', () => {
    expect(calledOn(red, '2025-06-02')).toEqual([])
    expect(calledOn(red, '2025-06-03')).toEqual(['officer: unanswered'])
    expect(calledOn(red, '2025-06-04')).toEqual(['officer: unanswered'])
    expect(calledOn(red, '2025-06-05')).toEqual(['officer: unanswered', 'city-leader: unanswered'])
    expect(calledOn(red, '2025-06-07')).toEqual([
      'officer: unanswered',
      'city-leader: unanswered',
      'province: unanswered',
    ])
  })

  it('is called once for each', () => {
    const reminded = must(tendCase(red, '2025-06-03', times))
    expect(tendCase(reminded, '2025-06-04', times)).toBeUndefined()
    expect(calledOn(reminded, '2025-06-05')).toEqual(['city-leader: unanswered'])
  })

  it('is called again for a plan that is late, and for a warning that nobody closes', () => {
    expect(calledOn(answered, '2025-07-10')).toEqual([])
    expect(calledOn(answered, '2025-07-16')).toEqual(['officer: plan-late', 'city-leader: plan-late'])
    const normal = must(judge(answered, 'normal', '2025-07-01', 8))
    expect(normal.due).toBe('2025-07-16')
    expect(calledOn(normal, '2025-07-17')).toEqual(['officer: unclosed', 'city-leader: unclosed'])
  })
})

describe('a warning is closed', () => {
  const normal = must(judge(answered, 'normal', '2025-07-01', 8))
  const done = accepted(
    finishStep(normal, { number: 1, note: '已向市政府报告并获批' }, { by: 'clerk', on: '2025-07-02' }),
  )

  it('with what changed and the figures it changed to, when its steps are done', () => {
    const words = { changed: '财政补助提前拨付，支出回落' }
    expect(accepted(closeCase(done, words, { by: 'clerk', on: '2025-07-03' }))).toMatchObject({
      status: 'closed',
      closed: { by: 'clerk', on: '2025-07-03', ...words, figures: { monthsPayable: 8 } },
    })
  })

  it('not while it warns, nor while a step is open', () => {
    const signed = { by: 'clerk', on: '2025-07-03' }
    const words = { changed: '财政补助提前拨付，支出回落' }
    expect(codeOf(closeCase(answered, words, signed))).toBe('warning.still-warns')
    expect(codeOf(closeCase(normal, words, signed))).toBe('warning.steps-open')
  })

  it('and a step is done once', () => {
    const again = finishStep(
      done,
      { number: 1, note: '已向市政府报告并获批' },
      { by: 'clerk', on: '2025-07-04' },
    )
    expect(codeOf(again)).toBe('warning.step-done')
    const none = finishStep(
      done,
      { number: 2, note: '已向市政府报告并获批' },
      { by: 'clerk', on: '2025-07-04' },
    )
    expect(codeOf(none)).toBe('warning.no-step')
  })
})

describe('the table of heat', () => {
  it('has the gravest level of a city at the end of each month, and what it is of', () => {
    const raised = [
      { indicator: 'months-payable', level: 'red', on: '2025-02-10' },
      { indicator: 'budget-pace', level: 'yellow', on: '2025-02-11' },
      { indicator: 'months-payable', level: 'normal', on: '2025-03-05' },
    ] as const
    expect(heatOf(raised, ['2025-01', '2025-02', '2025-03'])).toEqual([
      { month: '2025-01', level: 'normal', indicators: [] },
      { month: '2025-02', level: 'red', indicators: ['months-payable'] },
      { month: '2025-03', level: 'yellow', indicators: ['budget-pace'] },
    ])
  })
})
