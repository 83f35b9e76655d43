import { appendFileSync, readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { InvalidArgumentError, Option } from 'commander'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { isCity } from '#shared/kernel/divisions.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { Language } from '#shared/kernel/language.ts'
import { refusalText } from '#shared/kernel/refusals.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import { table as budgetRefusals } from '../../services/budget/refusals.ts'
import { planBook } from '../../services/settlement/plan/rules/plan-book.ts'
import { table as settlementRefusals } from '../../services/settlement/refusals.ts'
import { ageGroupsOf } from '../../services/settlement/what-if/rules/age-groups.ts'
import type { WhatIfEffect } from '../../services/settlement/what-if/rules/effect.ts'
import { roundedEffect, tallies, variantTooMuch } from '../../services/settlement/what-if/rules/effect.ts'
import { judgedBy } from '../../services/settlement/what-if/rules/judge-columns.ts'
import {
  policiesOf,
  refuseFault,
  refuseTooMuch,
} from '../../services/settlement/what-if/rules/judge-variants.ts'
import { tryVariants } from '../../services/settlement/what-if/rules/try-variants.ts'
import { wholeNumber } from '../generate/options.ts'
import { withSite } from '../operate/sites.ts'
import { provincePolicy } from '../province-policy.ts'
import { carryOut, defineCommand, languageOption } from '../terminal/command.ts'
import { terminalWidth } from '../terminal/terminal-width.ts'
import { fromArrow } from './arrow-file.ts'
import { effectTables } from './effect-tables.ts'
import { extractInto } from './extract.ts'
import { fundTables } from './fund-tables.ts'
import type { FundBasis, TriedFund } from './try-funds.ts'
import { judgeFundVariants, tryFunds } from './try-funds.ts'
import type { FileVariant } from './variant-file.ts'
import { variantsIn } from './variant-file.ts'
import { layout } from './words.ts'

type Options = {
  readonly extract?: number
  readonly on: string
  readonly variants?: string
  readonly city?: string
  readonly scheme?: Scheme
  readonly most: number
  readonly funds?: FundBasis
  readonly region?: string
  readonly lang: Language
  readonly json: boolean
}

const cityCode = (text: string): string => {
  if (isCity(text)) return text
  throw new InvalidArgumentError('must be the six-digit code of a city of the province')
}

const command = defineCommand(
  'what-if',
  'Tries other figures of the law, or another world, on the claims of a year, several variants side by side. The books are only read.',
  [
    [
      'npm run what-if -- --extract 2025 --on claims.arrow',
      'reads the claims of 2025 out of the running stack',
    ],
    [
      'npm run what-if -- --on claims.arrow --variants examples/what-if.yaml',
      'tries the variants of a file on them',
    ],
    [
      'npm run what-if -- --on claims.arrow --variants v.yaml --city 340100 --lang zh',
      'of Hefei alone, in Chinese',
    ],
    [
      'npm run what-if -- --on claims.arrow --variants v.yaml --funds executed',
      'and what it makes of balances, months payable, levies and gaps',
    ],
  ],
)
  .option('--extract <year>', 'read the claims of a fund year out of the books', wholeNumber(2000, 2100))
  .requiredOption('--on <file>', 'the columnar file (Arrow) that is written, or tried on')
  .option(
    '--variants <file>',
    'the variants, a YAML file: a list of {title, figures: [{key, city, at, was, becomes}], world, fund}',
  )
  .option('--city <code>', 'only this city’s fund', cityCode)
  .addOption(new Option('--scheme <scheme>', 'only this scheme').choices([...schemes]))
  .addOption(
    new Option(
      '--funds <basis>',
      'carry it on into the funds: their year as booked, or the next as forecast',
    ).choices(['executed', 'forecast']),
  )
  .option('--most <number>', 'how many of the claims most affected are shown', wholeNumber(0, 50), 3)
  .option('--region <region>', 'read what is deployed there, with your AWS credentials')
  .addOption(languageOption('en'))
  .option('--json', 'print one object for machines', false)
  .parse()
const options = command.opts<Options>()
const words = layout[options.lang]
const fund = {
  ...(options.city === undefined ? {} : { city: options.city }),
  ...(options.scheme === undefined ? {} : { scheme: options.scheme }),
}

const extract = (year: number): Promise<number> =>
  withSite(options.region, async ({ tables }) => {
    const { faults, ...extraction } = await extractInto(
      options.on,
      { year, ...fund },
      tables,
      provincePolicy(),
    )
    if (options.json) console.log(JSON.stringify({ ...extraction, faults: Object.fromEntries(faults) }))
    else console.log(words.extracted(String(extraction.claims), String(extraction.persons), options.on))
    for (const [fault, persons] of faults) console.error(`${words.unjudged(String(persons))} ${fault}`)
    return 0
  })

/** Who tried what on these claims, and what came of it: a line in a file beside them. */
const leaveTrace = (variants: readonly FileVariant[], came: 'tried' | string): void =>
  appendFileSync(
    `${options.on}.tried.jsonl`,
    `${JSON.stringify({ at: new Date().toISOString(), by: userInfo().username, ...fund, variants, came })}\n`,
  )

/** A refusal in words: those of funds are the budget's. */
const reasonOf = (code: string, figures: NonNullable<Refusal['figures']>): string =>
  refusalText({ ...budgetRefusals, ...settlementRefusals }, { code, figures }, options.lang).reason

const accepted = <Value>(decision: Decision<Value>, variants: readonly FileVariant[]): Value => {
  if (decision.status === 'accepted') return decision.value
  const { code, field = '', figures = {} } = decision.refusal
  leaveTrace(variants, code)
  const reason = reasonOf(code, figures)
  throw new TongchouError(code, words.refused(String(figures.title), field, code, reason))
}

/** What the variants make of the funds, whose books are only read; nothing where it was not asked for. */
const carriedOn = async (
  effect: WhatIfEffect,
  variants: readonly FileVariant[],
  year: number,
): Promise<readonly TriedFund[] | undefined> => {
  const { funds: basis } = options
  if (basis === undefined) return undefined
  const policy = provincePolicy()
  return withSite(options.region, async ({ tables }) =>
    accepted(await tryFunds(effect, { year, variants, basis, policy }, tables), variants),
  )
}

const tryOut = async (file: string): Promise<number> => {
  const inForce = provincePolicy()
  const variants = variantsIn(file, options.lang)
  const { columns, policyVersion } = fromArrow(readFileSync(options.on))
  const { year } = columns
  if (policyVersion !== inForce.version) console.error(words.otherPolicy(policyVersion, inForce.version))
  const policies = accepted(policiesOf(inForce, variants, year), variants)
  accepted(judgeFundVariants({ variants, year }, inForce), variants)
  const tried = tryVariants(columns, {
    inForce: judgedBy(inForce, year),
    variants: policies.map((policy, index) => ({ ...judgedBy(policy, year), world: variants[index]?.world })),
    ...{ ageGroups: ageGroupsOf(inForce, year), keep: options.most, of: fund, by: tallies },
  })
  if ('fault' in tried) return accepted(refuseFault(tried.fault, variants), variants)
  const tooMuch = variantTooMuch(tried.effect)
  if (tooMuch !== undefined) return accepted(refuseTooMuch(tooMuch, variants), variants)
  leaveTrace(variants, 'tried')
  const { effect } = tried
  const titles = variants.map(({ title }) => title)
  const funds = await carriedOn(effect, variants, year)
  const plans = { inForce: planBook(inForce), variants: policies.map((policy) => planBook(policy)) }
  const reader = { language: options.lang, width: terminalWidth() }
  if (options.json) console.log(JSON.stringify({ year, titles, effect: roundedEffect(effect), funds }))
  else console.log(effectTables({ year, titles, effect, plans }, reader))
  if (funds !== undefined && options.funds !== undefined && !options.json)
    console.log(fundTables(funds, { titles, basis: options.funds }, reader))
  return 0
}

await carryOut(() => {
  if (options.extract !== undefined) return extract(options.extract)
  if (options.variants === undefined)
    return command.error('error: name --variants to try, or --extract a year')
  return tryOut(options.variants)
})
