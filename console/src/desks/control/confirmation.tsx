import { Space } from 'antd'
import { yuanText } from '../../money/fen.ts'
import { InstitutionName } from '../../view/institution-name.tsx'
import { PrintedTable } from '../../view/printed.tsx'
import { SaveTable } from '../../view/save-table.tsx'
import type { Row } from '../../view/table.tsx'
import { useWords } from '../../words/words.ts'
import { type Cleared, confirmationLines, type Line } from './confirmation-lines.ts'

type Hand = { readonly by: string; readonly on: string }
type Statement = Cleared & {
  readonly institution: string
  readonly city: string
  readonly scheme: string
  readonly year: number
  readonly state: string
  readonly answerBy: string
  readonly proposed: Hand
  readonly confirmed?: Hand
  readonly locked?: Hand
}

const exported = (cell: Line['cells'][number]) =>
  typeof cell === 'number' ? { amount: yuanText(cell) } : (cell ?? '')

/** The year of an institution as the confirmation that both sides seal: printed, and taken away as a file. */
const Confirmation = ({ record }: { readonly record: Row }) => {
  const words = useWords()
  const { say } = words
  const { institution, city, scheme, year, state, answerBy, proposed, confirmed, locked, ...of } =
    record as unknown as Statement
  const lines = confirmationLines(of)
  const heads = [
    say('confirmation.number'),
    say('confirmation.section'),
    say('printed.item'),
    ...['outpatient', 'inpatient'].map((care) => words.value(care, 'care')),
    say('confirmation.total'),
  ]
  const title = say('confirmation.title', { year, scheme: words.value(scheme, 'scheme') })
  const hands = [
    [say('confirmation.proposed'), proposed],
    [say('confirmation.confirmed'), confirmed],
    [say('confirmation.locked'), locked],
  ] as const
  return (
    <>
      <Space className="months">
        <SaveTable
          title={`${title} ${institution}`}
          table={() => ({
            heads,
            cells: lines.map(({ number, section, item, cells }) => [
              number,
              say(section),
              say(item),
              ...cells.map(exported),
            ]),
          })}
        />
      </Space>
      <PrintedTable
        title={title}
        of={
          <>
            <InstitutionName code={institution} /> {words.value(city, 'city')} · {words.value(state, 'state')}{' '}
            · {say('notice.by', { day: answerBy })}
          </>
        }
        columns={heads.map((head, at) => ({ title: head, text: at < 3 }))}
        rows={lines.map(({ number, section, item, cells, sum }, at) => ({
          cells: [number, lines[at - 1]?.section === section ? '' : say(section), say(item), ...cells],
          ...(sum ? { sum } : {}),
        }))}
        end={
          <>
            <p className="hands">
              {hands.flatMap(([what, hand]) => (hand ? [`${what} ${hand.by} ${hand.on}`] : [])).join(' · ')}
            </p>
            <p className="hands">{say('notice.seals')}</p>
          </>
        }
      />
    </>
  )
}

export default Confirmation
