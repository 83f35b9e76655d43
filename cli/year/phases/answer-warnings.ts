import type { Day, Month } from '#shared/calendar/day.ts'
import { addDays, lastDayOf } from '#shared/calendar/day.ts'
import { concurrently } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { cityClerk } from '../roles.ts'

type WarningCase = {
  readonly warningId: string
  readonly scheme: string
  readonly indicator: string
  readonly status: string
  readonly level: string
  readonly since: Day
  readonly steps: readonly { readonly done?: unknown }[]
  readonly calls: readonly { readonly to: string; readonly on: Day }[]
  readonly judgements: readonly unknown[]
}

type At = { readonly context: Context; readonly city: string; readonly on: Day }

const pathOf = (city: string, { scheme, indicator }: WarningCase): string =>
  `/v1/budget/warning-cases/${city}/${scheme}/${indicator}`
/** The same warning is answered again when it gets worse. */
const keyOf = ({ warningId, judgements }: WarningCase, what: string): string =>
  `${what}-${warningId}-${judgements.length}`

/** An officer says what will be done; what is grave is disposed of in steps. */
const answer = async ({ context, city, on }: At, warning: WarningCase): Promise<void> => {
  const until = addDays(on, 45)
  const steps =
    warning.level === 'red'
      ? [
          { step: '核查支出增长最快的医疗机构', owner: '医药服务管理科', until: addDays(on, 20) },
          { step: '向市政府和省医保局报告处置方案', owner: '基金财务科', until: addDays(on, 40) },
        ]
      : []
  const plan = '逐家约谈超支机构，按月核对支出，必要时申请调整预算'
  const body = { officer: '基金财务科负责人', plan, until, steps, on }
  await context.client.command(
    cityClerk(city),
    'POST',
    `${pathOf(city, warning)}/answer`,
    keyOf(warning, 'answer'),
    body,
  )
}

/** What is normal again is closed, after its steps are said to be done. */
const close = async ({ context, city, on }: At, warning: WarningCase): Promise<void> => {
  const { client } = context
  const path = pathOf(city, warning)
  for (const [index, { done }] of warning.steps.entries())
    if (done === undefined)
      await client.command(
        cityClerk(city),
        'POST',
        `${path}/steps/${index + 1}`,
        keyOf(warning, `step-${index + 1}`),
        { note: '已按方案完成并留存记录备查', on },
      )
  const changed = '支出回落到季节水平，指标恢复正常，措施继续执行'
  await client.command(cityClerk(city), 'POST', `${path}/closing`, keyOf(warning, 'close'), { changed, on })
}

/** A city that is slow answers only when its leader was told. */
const isHeeded = ({ calls, since }: WarningCase, isSlow: boolean): boolean =>
  !isSlow || calls.some(({ to, on }) => to !== 'officer' && on >= since)

/** Every city answers what it was warned of in a month, and closes what is normal again; the last one is slow to answer. */
export const answerWarnings = (context: Context, month: Month): Promise<void> =>
  context.phase('answers to warnings', async () => {
    const { client, cities, atATime } = context
    const on = lastDayOf(month)
    await concurrently(cities, atATime, async (city) => {
      const isSlow = city === cities.at(-1)
      const query = `/v1/budget/warning-cases?city=${city}`
      const { warnings } = await client.get<{ warnings: WarningCase[] }>(cityClerk(city), query)
      const at = { context, city, on }
      for (const warning of warnings) {
        if (warning.status === 'closed') continue
        if (warning.level === 'normal') await close(at, warning)
        else if (warning.status === 'open' && isHeeded(warning, isSlow)) await answer(at, warning)
      }
    })
  })
