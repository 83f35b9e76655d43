import type { BadCell } from '#shared/edge/files/bad-cell.ts'
import { badCell } from '#shared/edge/files/bad-cell.ts'
import type { Row } from '#shared/edge/files/table.ts'
import type { FileTemplate } from '#shared/edge/files/template.ts'
import type { FileKind, FileOfRows, FileReader, Unnamed } from '#shared/edge/imports/file-kind.ts'
import { firstLines } from '#shared/edge/imports/first-lines.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { reachesCity } from '#shared/kernel/authority.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { Effects } from '../effects.ts'
import { employers } from '../employer/store.ts'
import { employersPartition } from '../keys.ts'
import { refusal, refuse, table } from '../refusals.ts'
import type { MarketEntity, ToldEntity } from './rules/market-entity.ts'
import { marketColumns, readMarketRow } from './rules/market-row.ts'
import { employerOfCode, judgeEntity, saveEntity } from './store.ts'

type Needs = Pick<Effects, 'store' | 'policy'>
const atOnce = 25

const explained = {
  uscc: '18位统一社会信用代码，按校验位核对',
  name: '名称，与营业执照一致',
  state: '登记状态：设立、变更、注销、吊销、撤销注销；不填为存续',
  on: '核准日期；不填为报送当日',
  city: '所在地市级行政区划代码；可不填，为报送单位所在市',
  county: '住所所在区县6位区划代码；参保单位未登记区县的，以此登记',
}

/** What market supervision registered, changed or struck off since it sent last. */
export const marketTemplate: FileTemplate = {
  kind: 'market-entities',
  title: '经营主体登记变更注销名单',
  columns: marketColumns,
  explained,
}

/** All enterprises that market supervision has, to be compared with the employers. */
export const employersComparedTemplate: FileTemplate = {
  kind: 'compare-employers',
  title: '经营主体与参保单位比对名单',
  columns: marketColumns,
  explained,
}

const badAt = (line: number, fault: Refusal): BadCell =>
  badCell({ line, column: fault.field ?? 'uscc' }, fault, table)

/** Reads rows of enterprises, each code once, of the cities that their sender reaches. */
const rowsOf = ({ caller, division, today }: FileOfRows) => {
  const lines = firstLines()
  const readRow = ({ line, cells, faults }: Row) => {
    if (faults.length > 0) return { bad: faults.map((fault) => badCell(fault, fault, table)) }
    const read = readMarketRow(cells, { division, today })
    if ('faults' in read) return { bad: read.faults.map((fault) => badAt(line, fault)) }
    const { entity } = read
    const firstLine = lines.note(entity.uscc, line)
    if (firstLine !== line)
      return { bad: [badAt(line, refusal('market.row-twice', { field: 'uscc', figures: { firstLine } }))] }
    if (!reachesCity(caller, entity.city))
      return {
        bad: [badAt(line, { code: 'caller.other-division', reason: 'another city', field: 'city' })],
      }
    return { good: { line, entity }, bad: [] }
  }
  return (rows: readonly Row[]) => {
    const all = rows.map(readRow)
    return {
      bad: all.flatMap(({ bad }) => bad),
      good: all.flatMap((each) => ('good' in each && each.good ? [each.good] : [])),
    }
  }
}

const workOn =
  (read: ReturnType<typeof rowsOf>) =>
  async (rows: readonly Row[], act: (entity: ToldEntity) => Promise<Decision<string>>) => {
    const { bad, good } = read(rows)
    const counts: Record<string, number> = {}
    let taken = 0
    for (const group of inPieces(good, atOnce)) {
      const outcomes = await Promise.all(group.map(({ entity }) => act(entity)))
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.status === 'refused') bad.push(badAt(group[index]?.line ?? 0, outcome.refusal))
        else {
          taken += 1
          counts[outcome.value] = (counts[outcome.value] ?? 0) + 1
        }
      }
    }
    return { bad, counts, taken }
  }

/** The feed of market supervision: what was registered, changed, struck off or revoked, by credit code. */
export const marketKind = (effects: Needs): FileKind => ({
  kind: marketTemplate.kind,
  scopes: ['province', 'city', 'market-supervision'],
  columns: { ...marketColumns, unknown: 'ignored' },
  template: marketTemplate,
  open: async (file): Promise<FileReader> => {
    const read = rowsOf(file)
    const work = workOn(read)
    return {
      judge: (rows) => work(rows, (entity) => judgeEntity(entity, effects.store)),
      take: async (rows) => {
        const { bad: late, ...took } = await work(rows, (entity) => saveEntity(entity, file.today, effects))
        return { ...took, late }
      },
      remember: (rows) => {
        read(rows)
      },
    }
  },
})

/** What comparing an enterprise with the employers comes to. */
const compareEntity = async (entity: MarketEntity, store: Store): Promise<Decision<string>> => {
  const employer = await employerOfCode(entity, store)
  const isOver = entity.state !== 'registered'
  if (!employer) return isOver ? accept('agrees') : refuse('market.not-insured', { field: 'uscc' })
  if (isOver)
    return refuse('market.over-there', { field: 'state', figures: { employerId: employer.employerId } })
  return employer.name === entity.name
    ? accept('agrees')
    : refuse('market.other-name', { field: 'name', figures: { employerId: employer.employerId } })
}

const notListed: Unnamed['fault'] = (() => {
  const {
    line: _,
    column: __,
    ...fault
  } = badCell({ line: 0, column: '' }, refusal('market.not-listed', {}), table)
  return fault
})()

/** Employers of a city with a credit code that no row names. */
const unlistedIn = async (city: string, named: ReadonlySet<string>, store: Store): Promise<Unnamed[]> => {
  const unlisted: Unnamed[] = []
  for await (const { employerId, uscc } of employers.list(store, employersPartition(city), { index: 'gsi1' }))
    if (uscc !== undefined && !named.has(uscc)) unlisted.push({ id: employerId, fault: notListed })
  return unlisted
}

/** All enterprises that market supervision has, compared with the employers of its cities. Nothing is changed. */
export const employersComparedKind = ({ store }: Pick<Needs, 'store'>): FileKind => ({
  kind: employersComparedTemplate.kind,
  scopes: ['province', 'city', 'market-supervision'],
  columns: { ...marketColumns, unknown: 'ignored' },
  template: employersComparedTemplate,
  comparesOnly: true,
  open: async (file): Promise<FileReader> => {
    const read = rowsOf(file)
    const named = new Set<string>()
    const reading: typeof read = (rows) => {
      const found = read(rows)
      for (const { entity } of found.good) named.add(entity.uscc)
      return found
    }
    const work = workOn(reading)
    return {
      judge: (rows) => work(rows, (entity) => compareEntity(entity, store)),
      take: async () => ({ taken: 0, late: [], counts: {} }),
      remember: (rows) => {
        reading(rows)
      },
      finish: async () => {
        const own = cities.map(({ code }) => code).filter((city) => reachesCity(file.caller, city))
        const unlisted: Unnamed[] = []
        for (const city of own) unlisted.push(...(await unlistedIn(city, named, store)))
        return unlisted
      },
    }
  },
})
