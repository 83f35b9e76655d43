import { Panel } from '../../view/panel.tsx'
import type { Row } from '../../view/table.tsx'
import { useWords } from '../../words/words.ts'

type Spell = { readonly from: string; readonly to: string; readonly scheme: string; readonly city: string }
type Person = {
  readonly coverage?: {
    readonly scheme: string
    readonly city: string
    readonly from: string
    readonly to: string | null
  }
  readonly entitlements?: readonly { readonly year: number; readonly spells: readonly Spell[] }[]
}

/** A person's life in the insurance, on a line: when they are covered and on which days they may claim. */
const Life = ({ record }: { readonly record: Row }) => {
  const words = useWords()
  const { coverage, entitlements = [] } = record as Person
  const items = [
    ...entitlements.flatMap(({ spells }) =>
      spells.map(({ from, to, scheme, city }) => ({
        at: from,
        tone: 'good',
        kind: words.say('people.mayClaim'),
        content: words.say('people.entitled', {
          from,
          to,
          scheme: words.value(scheme),
          city: words.value(city),
        }),
      })),
    ),
    ...(coverage
      ? [
          {
            at: coverage.from,
            tone: 'told',
            kind: words.say('people.isCovered'),
            content: words.say('people.covered', {
              from: coverage.from,
              scheme: words.value(coverage.scheme),
              city: words.value(coverage.city),
            }),
          },
          ...(coverage.to
            ? [
                {
                  at: coverage.to,
                  tone: '',
                  kind: words.say('people.hasEnded'),
                  content: words.say('people.ended', { to: coverage.to }),
                },
              ]
            : []),
        ]
      : []),
  ].sort((one, other) => other.at.localeCompare(one.at))
  return (
    <Panel title={words.say('people.life')}>
      <ol className="history">
        {items.map(({ at, tone, kind, content }) => (
          <li key={content}>
            <time dateTime={at}>{at}</time>
            <span>
              <span className={`state ${tone}`}>{kind}</span>
            </span>
            <span>{content}</span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

export default Life
