import * as z from 'zod'
import { amount, city, fundYear, id, month, positiveYuan } from '#shared/contracts/fields.ts'
import { fenOf, isSaidOnce } from '#shared/contracts/outside-amount.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { cityOwner } from '../city-owner.ts'
import type { Effects } from '../effects.ts'
import type { Declaration } from './rules/payroll.ts'
import { baseYear, isWhole } from './rules/payroll.ts'
import { savePage, savePayroll } from './save-payroll.ts'
import { payrolls } from './store.ts'

/** No wage is above ten million yuan a month. */
const mostFen = 1_000_000_000

const line = z
  .strictObject({
    personId: id,
    monthlyWageFen: amount.max(mostFen).optional(),
    monthlyWageYuan: positiveYuan.refine((yuan) => Number(yuan) <= mostFen / 100, 'too large').optional(),
  })
  .refine(
    ({ monthlyWageFen, monthlyWageYuan }) => isSaidOnce({ fen: monthlyWageFen, yuan: monthlyWageYuan }),
    'exactly one of monthlyWageFen and monthlyWageYuan',
  )

const wageOf = ({ personId, monthlyWageFen, monthlyWageYuan }: z.output<typeof line>) => ({
  personId,
  monthlyWage: fenOf({ fen: monthlyWageFen, yuan: monthlyWageYuan }),
})

const lines = z
  .array(line)
  .min(1)
  .max(4_000)
  .refine(
    (all) => new Set(all.map(({ personId }) => personId)).size === all.length,
    'a person is there twice',
  )

/** No employer has more people than a million. */
const mostPages = 250
const pageNumber = z.int().min(1).max(mostPages)

const paging = {
  page: pageNumber.optional().meta({ description: 'which page this is; 1 when absent' }),
  pages: pageNumber.optional().meta({ description: 'how many pages there are; 1 when absent' }),
  revision: z.int().min(1).max(9_999).optional().meta({
    description: 'which time it is declared; the next when absent, which only a single page may be',
  }),
}

type Paged = {
  readonly page?: number | undefined
  readonly pages?: number | undefined
  readonly revision?: number | undefined
}

const isPaged = ({ page = 1, pages = 1, revision }: Paged): boolean =>
  page <= pages && (pages === 1 || revision !== undefined)
const howPaged = 'a page is one of the pages, and of several pages each says its revision'

const pageOf = ({ page = 1, pages = 1, revision }: Paged) => ({ page, pages, revision })

const declaration = z.strictObject({
  month: month.optional(),
  year: fundYear.optional().meta({ description: 'of bases: the year of contributions that begins in it' }),
  revision: z.int().min(1),
  pages: pageNumber,
  missing: z
    .array(pageNumber)
    .meta({ description: 'pages that have not come; it stands when there are none' }),
})

const declarationOf = ({ of, revision, pages, received }: Declaration): z.output<typeof declaration> => ({
  ...(of.startsWith('base-') ? { year: Number(of.slice('base-'.length)) } : { month: of }),
  ...{ revision, pages },
  missing: Array.from({ length: pages }, (_, index) => index + 1).filter((page) => !received.includes(page)),
})

const declared = z.strictObject({ employerId: id, lines: z.int(), declaration: declaration.optional() })

/** What employers declare: wage lists of months, and the bases of a year. */
export const payrollRoutes = (effects: Pick<Effects, 'store'>): Operation[] => [
  defineOperation({
    method: 'PUT',
    path: '/v1/contribution/employers/{employerId}/payroll',
    summary:
      "Declares an employer's wages of a month, which stand for later months too until others are declared; without a month they hold for all months that none were declared for. The next billing run takes them; what was billed otherwise becomes a difference.",
    scopes: ['province', 'city', 'tax'],
    params: z.strictObject({ employerId: id }),
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z
      .strictObject({ city, month: month.optional(), ...paging, lines })
      .refine(isPaged, howPaged)
      .refine(
        ({ month: of, page, pages, revision }) =>
          of !== undefined || (page ?? pages ?? revision) === undefined,
        'only the list of a month has pages and revisions',
      ),
    answer: declared,
    refusals: [
      'contribution.employer-elsewhere',
      'contribution.declaration-whole',
      'contribution.declaration-pages',
      'market.declares-no-more',
    ],
    handle: async ({ params: { employerId }, body, by: { subject: by }, commandId }) => {
      const told = { employerId, city: body.city, lines: body.lines.map(wageOf) }
      const count = body.lines.length
      if (body.month === undefined) {
        const saved = await savePayroll({ ...told, linesBy: by }, commandId, effects)
        return saved.status === 'refused' ? saved : accept({ employerId, lines: count })
      }
      const saved = await savePage({ ...told, ...pageOf(body), of: body.month, by }, commandId, effects)
      if (saved.status === 'refused') return saved
      return accept({ employerId, lines: count, declaration: declarationOf(saved.value) })
    },
  }),
  defineOperation({
    method: 'PUT',
    path: '/v1/contribution/employers/{employerId}/bases',
    summary:
      "Declares the average monthly wages of the year before, on which an employer's people contribute for a year of contributions instead of their wages of the month.",
    scopes: ['province', 'city', 'tax'],
    params: z.strictObject({ employerId: id }),
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z.strictObject({ city, year: fundYear, ...paging, lines }).refine(isPaged, howPaged),
    answer: declared,
    refusals: [
      'contribution.employer-elsewhere',
      'contribution.declaration-whole',
      'contribution.declaration-pages',
    ],
    handle: async ({ params: { employerId }, body, by: { subject: by }, commandId }) => {
      const told = { employerId, city: body.city, lines: body.lines.map(wageOf) }
      const saved = await savePage(
        { ...told, ...pageOf(body), of: baseYear(body.year), by },
        commandId,
        effects,
      )
      if (saved.status === 'refused') return saved
      return accept({ employerId, lines: body.lines.length, declaration: declarationOf(saved.value) })
    },
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/employers/{employerId}/declarations',
    summary: 'What an employer declared: each month and year with its revision, and which pages are missing.',
    scopes: ['province', 'city', 'tax', 'auditor'],
    params: z.strictObject({ employerId: id }),
    owner: cityOwner('employerId', {
      as: 'the city of the employer',
      unknown: 'contribution.employer-unknown',
      find: (employerId) => payrolls.read(effects.store, { employerId }),
    }),
    answer: z.strictObject({
      employerId: id,
      city,
      standing: z.int().meta({ description: 'persons on the list of no month' }),
      declarations: z.array(declaration.extend({ isWhole: z.boolean() })),
    }),
    refusals: ['contribution.employer-unknown'],
    handle: async ({ found: { employerId, city: of, lines: standing, declared: all = [] } }) =>
      accept({
        employerId,
        city: of,
        standing: standing.length,
        declarations: all.map((each) => ({ ...declarationOf(each), isWhole: isWhole(each) })),
      }),
  }),
]
