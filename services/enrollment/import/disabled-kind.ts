import type { FileTemplate } from '#shared/edge/files/template.ts'
import type { FileKind } from '#shared/edge/imports/file-kind.ts'
import { reachesCity } from '#shared/kernel/authority.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Disability, Disabled } from '../disability/rules/disabled.ts'
import { disabilityWords } from '../disability/rules/disabled.ts'
import { judgeDisabled, saveDisabled } from '../disability/store.ts'
import type { NewPerson } from '../enrolment/rules/new-person.ts'
import { countryExplained } from '../enrolment/rules/proof.ts'
import { lastSpell } from '../person/rules/insured.ts'
import { personLimits } from '../person/rules/person-limits.ts'
import { refusal, refuse } from '../refusals.ts'
import type { Done, KnownListed } from './listed-people.ts'
import { readPeople } from './listed-people.ts'
import type { KindEffects } from './persons-kind.ts'
import { furtherOfWho, readListed, whoColumns, whoHeadings } from './rules/listed-person.ts'

const columns = {
  required: { ...whoColumns, disability: 'code', level: 'code' },
  further: { ...furtherOfWho, state: 'code' },
  headings: {
    ...whoHeadings,
    disability: ['残疾类别', '残疾类型'],
    level: ['残疾等级', '残疾级别'],
    state: ['证件状态', '残疾人证状态', '状态'],
  },
  unknown: 'ignored',
} as const

/** The federation's list of whoever has a certificate of disability. */
export const disabledTemplate: FileTemplate = {
  kind: 'disabled',
  title: '持证残疾人名单',
  columns,
  explained: {
    id_number: '18位公民身份号码，末位X大写；残疾人证号的前18位',
    name: '姓名，须与参保登记一致',
    disability: '残疾类别：视力、听力、言语、肢体、智力、精神、多重，或编码1至7',
    level: '残疾等级：一级至四级，或编码1至4',
    state: '残疾人证状态：有效、注销；不填为有效',
    sex: '性别；可不填，由身份证号得出',
    birth_on: '出生日期；可不填，由身份证号得出',
    city: '参保地市级行政区划代码；可不填，为报送单位所在市',
    certificate_type: '证件类型，代码同参保登记名单；不填为身份证，其他证件须填性别和出生日期',
    passport_country: countryExplained,
  },
}

const kindWords: Readonly<Record<string, Disability>> = Object.fromEntries(
  disabilityWords.flatMap(([word, disability], index) =>
    [word, `${word}残疾`, String(index + 1)].map((each) => [each, disability]),
  ),
)
const levelWords: Readonly<Record<string, number>> = Object.fromEntries(
  ['一', '二', '三', '四'].flatMap((word, index) =>
    [`${word}级`, word, String(index + 1)].map((each) => [each, index + 1]),
  ),
)
const endWords: Readonly<Record<string, boolean>> = {
  ...{ '': false, 有效: false, 正常: false, 注销: true, 已注销: true, 死亡注销: true, 迁出: true },
}

type Listed = {
  readonly person: NewPerson
  readonly told: Pick<Disabled, 'disability' | 'level' | 'ended'>
}

type Cells = Readonly<Record<string, string>>

/** What a row says of the certificate, or the columns that say it badly. */
export const toldIn = (cells: Cells): Listed['told'] | readonly Refusal[] => {
  const disability = kindWords[cells.disability ?? '']
  const level = levelWords[cells.level ?? '']
  const isEnded = endWords[cells.state ?? '']
  if (disability === undefined || level === undefined || isEnded === undefined)
    return [
      ...(disability === undefined ? ['disability'] : []),
      ...(level === undefined ? ['level'] : []),
      ...(isEnded === undefined ? ['state'] : []),
    ].map((field) => refusal('comparison.bad-cell', { field }))
  return { disability, level, ...(isEnded ? { ended: true as const } : {}) }
}

/** Whom a row names is registered here under the name, and covered; whoever is another city's is as unknown as nobody. */
const personOf = (
  { registered, tokens }: KnownListed<Listed>,
  isOwn: (city: string) => boolean,
): Decision<Pick<Disabled, 'personId' | 'city'>> => {
  const insured = registered?.record.insured
  const city = insured && lastSpell(insured).city
  if (!registered || !insured || city === undefined || !isOwn(city))
    return refuse('comparison.not-registered', { field: 'id_number' })
  if (registered.identity.tokens.name !== tokens.name)
    return refuse('comparison.other-name', { field: 'name' })
  return insured.status === 'covered'
    ? accept({ personId: insured.personId, city })
    : refuse('comparison.not-covered', { field: 'id_number' })
}

/** Keeps who has a certificate of disability, row by row; whoever is not insured here is told. */
export const disabledKind = (effects: KindEffects): FileKind => ({
  kind: disabledTemplate.kind,
  scopes: ['province', 'city', 'disabled-persons'],
  columns,
  template: disabledTemplate,
  open: async (file) => {
    const judging = { today: file.today, limits: personLimits(effects.policy()) }
    const isOwn = (city: string) => reachesCity(file.caller, city)
    const take = async (row: KnownListed<Listed>, isPreview: boolean): Promise<Decision<Done>> => {
      const found = personOf(row, isOwn)
      if (found.status === 'refused') return found
      const told: Disabled = { ...found.value, ...row.said.told, since: file.today }
      const word = isPreview
        ? await judgeDisabled(told, effects.store)
        : await saveDisabled(told, effects.store)
      return accept({ word })
    }
    return readPeople<Listed>(
      {
        reachesCity: isOwn,
        read: ({ cells }) => {
          const as = { scheme: 'resident', employment: 'resident', columnOf: {} } as const
          const read = readListed(cells, { ...as, from: file.today, city: file.division }, judging)
          const told = toldIn(cells)
          if (!('faults' in read) && !('length' in told)) return { said: { ...read, told } }
          return {
            faults: [...('faults' in read ? read.faults : []), ...('length' in told ? told : [])],
          }
        },
        act: take,
      },
      effects,
    )
  },
})
