import * as z from 'zod'
import { certificateAnswer } from '#shared/contracts/certificate.ts'
import { city, day, id, month, scheme } from '#shared/contracts/fields.ts'
import type { Cell } from '#shared/edge/files/sheet.ts'
import { downloadOf, sheetFormats, sheetTypes } from '#shared/edge/files/sheet.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { CertificateType } from '#shared/kernel/certificate-type.ts'
import { certificateName } from '#shared/kernel/certificate-type.ts'
import { accept } from '#shared/kernel/decision.ts'
import { chineseNameOf } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { chineseSchemes } from '#shared/kernel/scheme.ts'
import { ofCoveringCity } from '../coverage/routes.ts'
import type { Effects } from '../effects.ts'
import { lastSpell } from '../person/rules/insured.ts'
import { identities } from '../person/store.ts'
import { refusal } from '../refusals.ts'
import type { Statement } from './rules/statement.ts'
import { cumulativeMonths, paidInAll } from './rules/statement.ts'
import { statements, statementsOf } from './store.ts'

const path = '/v1/enrollment/persons/{personId}/statements'
const params = z.strictObject({ personId: id })
const ofStatement = params.extend({ statementId: id })
const counted = z.int().min(0)

const statementAnswer = z.strictObject({
  statementId: id,
  personId: id,
  city: city.meta({ description: 'that issued it' }),
  to: city.optional().meta({ description: 'that it is for' }),
  transferId: id.optional(),
  issuedOn: day,
  asOf: day,
  periods: z.array(z.strictObject({ scheme, city, from: month, to: month, months: counted })),
  employeeMonths: counted.meta({ description: 'paid in this province' }),
  provenMonths: counted.meta({ description: 'paid elsewhere or deemed paid, as reports proved them' }),
  boughtMonths: counted.meta({ description: 'bought by lump sums' }),
  cumulativeMonths: counted.meta({ description: 'all months of employee contributions' }),
  residentYears: counted,
})

const show = (statement: Statement): z.input<typeof statementAnswer> => {
  const { issued, periods, to, transferId, ...rest } = statement
  const { statementId, personId, city: of, asOf } = rest
  const { employeeMonths, provenMonths, boughtMonths, residentYears } = rest
  return {
    ...{ statementId, personId, city: of, issuedOn: issued.on, asOf },
    ...(to === undefined ? {} : { to }),
    ...(transferId === undefined ? {} : { transferId }),
    periods: [...periods],
    ...{ employeeMonths, provenMonths, boughtMonths, residentYears },
    cumulativeMonths: cumulativeMonths(statement),
  }
}

const issue = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path,
    summary:
      'Issues a statement of what a person paid in all by today (参保凭证), for whoever covers them next. With a transfer inside the province one goes by itself.',
    scopes: ['province', 'city'],
    params,
    owner: ofCoveringCity(effects),
    body: z.strictObject({
      to: city.optional().meta({ description: 'a city of the province that it is for, which may read it' }),
    }),
    status: 201,
    answer: statementAnswer,
    refusals: ['enrollment.person-unknown'],
    changes: ({ params: { personId } }) => [`/v1/enrollment/persons/${personId}/statements`],
    handle: async ({ found: { insured }, body: { to }, commandId, today, by: { subject, division } }) => {
      const statement: Statement = {
        ...{ statementId: stableId('S', commandId), personId: insured.personId },
        city: lastSpell(insured).city,
        ...(to === undefined ? {} : { to }),
        issued: { subject, division, on: today },
        ...paidInAll(insured, today),
      }
      const written = await effects.store.write([statements.create(statement)])
      // The same command again finds what it issued.
      const issued =
        written.status === 'written' ? statement : await statements.read(effects.store, statement)
      must(issued !== undefined, 'statement.missing', 'a statement that exists was not shown')
      return accept(show(issued))
    },
  })

const list = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary: 'The statements that were issued of a person.',
    scopes: ['province', 'city', 'auditor'],
    params,
    owner: ofCoveringCity(effects),
    answer: z.strictObject({ statements: z.array(statementAnswer) }),
    refusals: ['enrollment.person-unknown'],
    persons: ({ params: { personId } }) => [personId],
    handle: async ({ params: { personId } }) =>
      accept({ statements: (await statementsOf(personId, effects.store)).map(show) }),
  })

type Named = { readonly name: string; readonly type: CertificateType; readonly number: string }

/** The statement as a sheet that is printed: who it is of above, each period a row, the sums below. */
const sheetOf = (statement: Statement, { name, type, number }: Named) => {
  const { statementId, city: of, to, asOf, issued, periods } = statement
  const row = (...cells: Cell[]): Cell[] => [...cells, ...Array<Cell>(5 - cells.length).fill(null)]
  return {
    title: '参保凭证',
    columns: ['险种', '统筹区', '缴费起始', '缴费终止', '月数'],
    rows: [
      ...periods.map((each): Cell[] => [
        chineseSchemes[each.scheme],
        ...[chineseNameOf(each.city), each.from, each.to, each.months],
      ]),
      row('职工本地实际缴费月数', null, null, null, statement.employeeMonths),
      row('职工异地及视同缴费月数', null, null, null, statement.provenMonths),
      row('职工一次性补缴月数', null, null, null, statement.boughtMonths),
      row('职工累计缴费月数', null, null, null, cumulativeMonths(statement)),
      row('居民累计缴费年数', null, null, null, statement.residentYears),
      row('姓名', name),
      row('证件类型', certificateName[type]),
      row('证件号码', number),
      row('出具机构', `${chineseNameOf(of)}医疗保障经办机构`),
      ...(to === undefined ? [] : [row('转入地', chineseNameOf(to))]),
      row('截止日期', asOf),
      row('出具日期', issued.on),
      row('凭证编号', statementId),
    ],
  }
}

const read = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: `${path}/{statementId}`,
    summary:
      'A statement with who it is of, as it was issued; as CSV or XLSX to be printed. The city that it is for reads it too.',
    scopes: ['province', 'city', 'auditor'],
    params: ofStatement,
    query: z.strictObject({ format: z.enum(sheetFormats).default('json') }),
    owner: {
      whose: 'recorded',
      as: 'the city that issued it, and the one it is for',
      unknown: () => refusal('statement.unknown', { field: 'statementId' }),
      find: async ({ params: of }: { readonly params: z.output<typeof ofStatement> }) => {
        const found = await statements.read(effects.store, of)
        return found && { parties: { cities: [found.city, found.to ?? found.city] }, found }
      },
    },
    persons: ({ params: { personId } }) => [personId],
    downloads: sheetTypes,
    answer: z.strictObject({
      ...statementAnswer.shape,
      name: z.string(),
      certificate: certificateAnswer,
    }),
    refusals: ['statement.unknown'],
    handle: async ({ found, query: { format } }) => {
      const { personId, statementId } = found
      const identity = await identities.read(effects.store, { personId })
      must(identity !== undefined, 'enrollment.identity-missing', 'a person has no identity', { personId })
      const { name, number } = await effects.secrets.open(personId, identity.sealed)
      const { certificateType: type } = identity
      if (format !== 'json')
        return accept(downloadOf(sheetOf(found, { name, type, number }), format, `statement-${statementId}`))
      return accept({ ...show(found), name, certificate: { type, number } })
    },
  })

/** Statements of what persons paid, for whoever covers them next. */
export const statementRoutes = (effects: Effects): Operation[] => [
  issue(effects),
  list(effects),
  read(effects),
]
