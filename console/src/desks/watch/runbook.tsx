import { useEffect } from 'react'
import { useLocation } from 'react-router'
import runbook from '../../../../docs/runbook.md?raw'
import runbookInChinese from '../../../../docs/runbook.zh.md?raw'
import { Heading } from '../../view/heading.tsx'
import { Panel } from '../../view/panel.tsx'
import { useWords } from '../../words/words.ts'
import { itemsOf } from './runbook-items.ts'
import { cellsOf, sectionsInChinese, sectionsOf } from './runbook-sections.ts'

const sections = sectionsOf(runbook)
const inChinese = new Map(sectionsInChinese(runbookInChinese).map((each) => [each.name, each]))

/** A paragraph without the marks that a text file carries its emphasis and its links by. */
const plainOf = (text: string): string =>
  text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/\*\*|`/g, '')

const Table = ({ cells: [heads = [], ...rows] }: { readonly cells: readonly (readonly string[])[] }) => (
  <table className="runbook-cells">
    <thead>
      <tr>
        {heads.map((head) => (
          <th key={head} scope="col" className="runbook-cell">
            {plainOf(head)}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(([name = '', ...others]) => (
        <tr key={name}>
          <td className="runbook-cell">{plainOf(name)}</td>
          {others.map((cell) => (
            <td key={cell} className="runbook-cell">
              {plainOf(cell)}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)

const Block = ({ text }: { readonly text: string }) => {
  if (text.includes('```')) return <pre>{text.replaceAll(/^\s*```\w*$/gm, '').trim()}</pre>
  const cells = cellsOf(text)
  if (cells !== undefined) return <Table cells={cells} />
  const items = itemsOf(text)
  if (items === undefined) return <p>{plainOf(text)}</p>
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>{plainOf(item)}</li>
      ))}
    </ul>
  )
}

const Blocks = ({ text }: { readonly text: string }) => (
  <>
    {text.split(/\n\n/).map((each) => (
      <Block key={each} text={each} />
    ))}
  </>
)

/**
 * The runbook of the alarms, where each of them names its section. In Chinese each section says what it means and what is
 * done first, and opens the whole of it in English.
 */
const Runbook = () => {
  const { say, language } = useWords()
  const { hash } = useLocation()
  useEffect(() => {
    document.getElementById(hash.slice(1))?.scrollIntoView()
  }, [hash])
  return (
    <>
      <Heading title={['运行手册', 'The runbook']} />
      <p className="quiet">{say('watch.runbook')}</p>
      {sections.map(({ title, name, text }) => {
        const own = language === 'zh' ? inChinese.get(name) : undefined
        return (
          <article key={name} id={name} lang={own ? 'zh' : 'en'} className="runbook">
            <Panel title={own?.title ?? title}>
              {own && <Blocks text={own.text} />}
              {own ? (
                <details>
                  <summary>{say('watch.runbookWhole')}</summary>
                  <div lang="en">
                    <Blocks text={text} />
                  </div>
                </details>
              ) : (
                <Blocks text={text} />
              )}
            </Panel>
          </article>
        )
      })}
    </>
  )
}

export default Runbook
